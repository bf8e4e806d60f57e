import { type Micros, second } from '../../kernel/time.ts';

interface Window {
  readonly start: Micros;
  readonly count: number;
}

interface Windows {
  readonly now: Micros;
  readonly limit: number;
  readonly current: Window;
  readonly previous: Window | undefined;
  /** Whether the algorithm keeps the previous window and weighs it by what the last second overlaps of it. */
  readonly isWeighed?: boolean;
}

const span = 165;
const boundary = 172;

/** The window at hand and the one before it on an axis of time, filled as far as their counts, with the last second. */
export function WindowsPicture({ now, limit, current, previous, isWeighed = false }: Windows) {
  const place = (time: Micros): number => boundary + ((time - current.start) / second) * span;
  const left = previous ? Math.max(boundary - span, place(previous.start)) : boundary;
  const right = previous ? place(previous.start + second) : boundary;
  const from = Math.max(boundary - span, place(now) - span);
  const tall = (count: number): number => (40 * Math.min(count, limit)) / limit;
  const share = (current.start + second - now) / second;
  return (
    <>
      {previous && right > left && (
        <>
          <rect class={isWeighed ? 'cell shade-0' : 'off'} x={left} y="40" width={right - left} height="40" />
          <rect
            class="shade-1"
            x={left}
            y={80 - tall(previous.count)}
            width={right - left}
            height={tall(previous.count)}
          />
          {isWeighed && from < right && (
            <rect
              class="shade-3"
              x={from}
              y={80 - tall(previous.count)}
              width={right - from}
              height={tall(previous.count)}
            />
          )}
          <text
            x={left}
            y="35"
          >{`${secondsOf(previous.start)} s: ${previous.count}${isWeighed ? '' : ', forgotten'}`}</text>
        </>
      )}
      <rect class="cell shade-0" x={boundary} y="40" width={span} height="40" />
      <rect class="shade-3" x={boundary} y={80 - tall(current.count)} width={span} height={tall(current.count)} />
      <text x={boundary + 4} y="35">{`${secondsOf(current.start)} s: ${current.count} of ${limit}`}</text>
      <path class="touched" d={`M${place(now)} 38V86`} />
      <path class="way" d={`M${from} 86v5H${place(now)}v-5`} />
      <text class="middle" x={(from + place(now)) / 2} y="104">
        the last second
      </text>
      {!isWeighed && <text x="0" y="126">{`The count began anew at ${secondsOf(current.start).split('–')[0]} s`}</text>}
      {isWeighed && previous && (
        <text x="0" y="126">
          {`Estimate: ${(100 * share).toFixed(1)}% of ${previous.count} + ${current.count} = ${(share * previous.count + current.count).toFixed(1)}`}
        </text>
      )}
    </>
  );
}

interface Log {
  readonly count: number;
  readonly times: readonly Micros[];
  readonly limit: number;
}

/** The times that the log keeps, the oldest at the left. */
export function LogPicture({ count, times, limit }: Log) {
  const hidden = count - times.length;
  const oldest = times[0];
  return (
    <>
      <text class="soft" x="0" y="36">
        oldest
      </text>
      <text class="soft end" x="340" y="36">
        newest
      </text>
      {times.map((time, i) => {
        const x = 1 + (i + (hidden > 0 && i > 2 ? 1 : 0)) * 48.5;
        return (
          <g>
            <rect class="cell shade-2" x={x} y="42" width="46" height="24" />
            <text class="middle" x={x + 23} y="58">
              {(time / second).toFixed(4)}
            </text>
          </g>
        );
      })}
      {hidden > 0 && <text class="middle" x={1 + 3 * 48.5 + 23} y="58">{`… ${hidden} …`}</text>}
      <text x="0" y="90">{`${count} of ${limit} kept${count >= limit ? ': full' : ''}`}</text>
      {oldest !== undefined && (
        <text x="0" y="108">{`The oldest leaves at ${((oldest + second) / second).toFixed(4)} s`}</text>
      )}
    </>
  );
}

interface Bucket {
  readonly size: number;
  readonly filled: number;
  /** Two lines each. */
  readonly inwards: readonly [string, string];
  readonly outwards: readonly [string, string];
  readonly words: string;
}

const perRow = 20;

/** A bucket of tokens or slots as squares, with what comes in at the left and what goes out at the right. */
export function BucketPicture({ size, filled, inwards, outwards, words }: Bucket) {
  const each = Math.ceil(size / 100);
  const squares = Math.ceil(size / each);
  const squaresOf = (from: number, to: number): string =>
    Array.from({ length: Math.max(0, to - from) }, (_, i) => {
      const row = Math.floor((from + i) / perRow);
      return `M${91 + ((from + i) % perRow) * 8} ${97 - row * 13}h6v-11h-6z`;
    }).join('');
  const whole = Math.floor(filled / each);
  return (
    <>
      <path class="way" d="M88 28V100H252V28" />
      <path class="shade-3" d={squaresOf(0, whole)} />
      <path class="cell shade-0" d={squaresOf(whole, squares)} />
      <text class="end" x="82" y="46">
        {inwards[0]}
      </text>
      <text class="end" x="82" y="60">
        {inwards[1]}
      </text>
      <path class="way" d="M40 70H82m-6 -4l6 4l-6 4" />
      <text x="258" y="46">
        {outwards[0]}
      </text>
      <text x="258" y="60">
        {outwards[1]}
      </text>
      <path class="way" d="M258 70H300m-6 -4l6 4l-6 4" />
      <text class="middle" x="170" y="118">{`${words}${each > 1 ? `, ${each} to a square` : ''}`}</text>
    </>
  );
}

interface Meter {
  readonly now: Micros;
  readonly arrival: number;
  readonly limit: number;
  readonly burst: number;
}

/** The theoretical arrival time on an axis from now to the latest that it may be after a request. */
export function MeterPicture({ now, arrival, limit, burst }: Meter) {
  const gap = second / limit;
  const place = (time: number): number => 20 + Math.max(0, Math.min(1, (time - now) / (burst * gap))) * 290;
  const tolerance = now + (burst - 1) * gap;
  return (
    <>
      <path class="way" d="M6 74H334" />
      <rect class="shade-3" x={place(now)} y="60" width={place(arrival) - place(now)} height="14" />
      <path class="touched" d={`M${place(arrival)} 54v24`} />
      <text
        class={place(arrival) > 170 ? 'end' : ''}
        x={place(arrival)}
        y="48"
      >{`TAT ${(arrival / second).toFixed(4)} s`}</text>
      <path class="way" d={`M${place(now)} 60v22M${place(tolerance)} 60v22`} />
      <text class="middle" x={place(now)} y="94">
        now
      </text>
      <text class={place(tolerance) > 170 ? 'end' : ''} x={place(tolerance)} y="107">
        {`now + τ, ${((tolerance - now) / 1000).toFixed(0)} ms`}
      </text>
      <text x="0" y="126">
        {arrival > tolerance
          ? 'TAT is later than now + τ: the next is refused'
          : `The next may come, and adds ${(gap / 1000).toFixed(1)} ms`}
      </text>
    </>
  );
}

const secondsOf = (start: Micros): string =>
  [start, start + second].map((time) => String(Number((time / second).toFixed(3)))).join('–');
