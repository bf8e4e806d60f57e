import { second } from '../../kernel/time.ts';
import type { PictureOf } from '../../lab/lab.ts';
import type { lab } from './lab.ts';
import { BucketPicture, LogPicture, MeterPicture, WindowsPicture } from './picture-parts.tsx';

const width = 340;
/** Requests whose fates are shown, the last at the right. */
const fates = 34;

/** What the chosen algorithm keeps of the client, how many it passed on in the last second, and the fates of requests. */
export const picture: PictureOf<typeof lab> = ({ run: { events }, at, settings }) => {
  const { algorithm, limit, burst } = settings;
  const event = events[at];
  const said = event ? `Request ${event.number} at ${printTime(event.time)}: ${fateOf(event)}` : '';
  const count = event?.inLastSecond ?? 0;
  const full = Math.max(2 * limit, burst + limit);
  const place = (amount: number): number => 1 + ((width - 2) * Math.min(amount, full)) / full;
  const last = events.slice(Math.max(0, at + 1 - fates), at + 1);
  const above = Math.max(0, count - limit);
  return (
    <svg
      class="picture"
      viewBox={`0 0 ${width} 226`}
      role="img"
      aria-label={`Inside the algorithm. ${said}. Passed on in the last second: ${count}, ${above > 0 ? `${above} above` : 'within'} the limit of ${limit}.`}
    >
      <text class="said" x="0" y="14">
        {said}
      </text>
      {event && inner(event)}
      <text class={above > 0 ? 'bad' : ''} x="0" y="150">
        {`${count} passed on in the last second${above > 0 ? `, ${above} above the limit` : ''}`}
      </text>
      <rect class="cell shade-0" x="1" y="156" width={width - 2} height="12" />
      <rect class="shade-3" x="1" y="156" width={place(Math.min(count, limit)) - 1} height="12" />
      {above > 0 && <rect class="fill-1" x={place(limit)} y="157" width={place(count) - place(limit)} height="10" />}
      <path class="touched" d={`M${place(limit)} 153v18`} />
      <text class="middle" x={place(limit)} y="182">
        {`limit ${limit}`}
      </text>
      <text class="soft" x="0" y="202">
        {`Last requests: tall admitted, hollow ${algorithm === 'leakyBucketQueue' ? 'dropped' : 'refused'}`}
      </text>
      {last.map(({ passed }, i) =>
        passed === undefined ? (
          <rect class="fill-1" x={i * 10 + 2} y="217" width="6" height="7" />
        ) : (
          <rect class="fill-0" x={i * 10 + 1} y="207" width="8" height="18" />
        ),
      )}
    </svg>
  );

  function inner({ inside, time, passed }: (typeof events)[number]) {
    const isRefused = passed === undefined;
    switch (inside.kind) {
      case 'window': {
        const earlier = events
          .slice(0, at)
          .findLast((one) => one.inside.kind === 'window' && one.inside.start < inside.start)?.inside;
        return (
          <WindowsPicture
            now={time}
            limit={limit}
            current={inside}
            previous={earlier?.kind === 'window' ? earlier : undefined}
          />
        );
      }
      case 'windows': {
        const start = inside.start - second;
        return (
          <WindowsPicture
            now={time}
            limit={limit}
            current={{ start: inside.start, count: inside.current }}
            previous={start < 0 ? undefined : { start, count: inside.previous }}
            isWeighed
          />
        );
      }
      case 'log':
        return <LogPicture {...inside} limit={limit} />;
      case 'bucket':
        return (
          <BucketPicture
            size={burst}
            filled={inside.tokens}
            inwards={[`+${limit}`, 'each second']}
            outwards={isRefused ? ['less than one:', 'refused'] : ['a request', 'takes one']}
            words={`${(Math.floor(inside.tokens * 100) / 100).toFixed(2)} of ${burst} tokens left`}
          />
        );
      case 'queue':
        return (
          <BucketPicture
            size={burst}
            filled={inside.taken}
            inwards={isRefused ? ['full:', 'dropped'] : ['a request', 'joins']}
            outwards={['one each', `${(1000 / limit).toFixed(1)} ms`]}
            words={`${inside.taken} of ${burst} slots taken`}
          />
        );
      case 'meter':
        return <MeterPicture now={time} arrival={inside.theoreticalArrival} limit={limit} burst={burst} />;
    }
  }
};

const printTime = (time: number): string => `${(time / second).toFixed(4)} s`;

const fateOf = ({ time, passed }: { readonly time: number; readonly passed?: number }): string =>
  passed === undefined ? 'refused' : passed > time ? `leaves at ${printTime(passed)}` : 'admitted';
