import type { PictureOf } from '../../lab/lab.ts';
import { printNumber } from '../../lab/print-figure.ts';
import { inMinutes, type lab, saidOf } from './lab.ts';
import { atMost, capacity, initially } from './model.ts';
import { Zones } from './picture-parts.tsx';

/** As wide as what an instance serves in a second, so that load and capacity stand on one scale. */
const slot = 340 / atMost;
const perRequest = slot / capacity;
const top = { boxes: 26, load: 54, axis: 84, words: 102, zones: 134 };
const ticks = [0, 500, 1000, 1500, 2000];
const before = { inService: initially, from: initially, to: initially, load: 0, dropped: 0, wait: 0 };

/** The instances by their state, the load below them on the same scale, and what the policy makes of the last metric. */
export const picture: PictureOf<typeof lab> = ({ run: { events }, at, settings }) => {
  const now = events[at];
  const { inService, from, to, load, dropped, wait } = now ?? before;
  const [words = ''] = now ? saidOf(now) : [];
  const alive = Math.max(from, to);
  const states = [
    `${inService} in service`,
    ...(to > inService
      ? [`${to - inService} warming up (dashed)${wait > 0 ? `, next in ${inMinutes(wait)}` : ''}`]
      : []),
    ...(alive > to ? [`${alive - to} ended (crossed)`] : []),
  ].join(', ');
  const loadWords = `Load ${printNumber(load, 0)} of ${printNumber(inService * capacity, 0)} requests/s${dropped > 0 ? `: ${printNumber(dropped, 0)} are dropped` : ''}`;
  return (
    <svg class="picture" viewBox="0 0 340 196" role="img" aria-label={`${words}. ${states}. ${loadWords}.`}>
      <text class="said" x="0" y="14">
        {words}
      </text>
      {Array.from({ length: atMost }, (_, i) => {
        const x = i * slot + 1;
        const look = i < inService ? 'node shade-3' : i < to ? 'off' : i < alive ? 'node' : 'cell shade-0';
        return (
          <>
            <rect class={look} x={x} y={top.boxes} width={slot - 2} height="22" rx="2" />
            {i >= to && i < alive && <path class="way" d={`M${x} ${top.boxes}l15 22m0-22l-15 22`} />}
          </>
        );
      })}
      <rect class="fill-0" x="0" y={top.load} width={(load - dropped) * perRequest} height="10" />
      {dropped > 0 && (
        <rect
          class="fill-1"
          x={(load - dropped) * perRequest}
          y={top.load + 1}
          width={dropped * perRequest}
          height="8"
        />
      )}
      <path class="way" d={`M0 ${top.load + 14}H340`} />
      <path class="touched" d={`M${inService * slot} ${top.boxes - 3}V${top.load + 14}`} />
      {ticks.map((tick) => (
        <text
          class={`soft ${tick === 0 ? '' : tick === 2000 ? 'end' : 'middle'}`}
          x={tick * perRequest}
          y={top.axis - 4}
        >
          {tick === 2000 ? '2,000/s' : printNumber(tick, 0)}
        </text>
      ))}
      <text x="0" y={top.words}>
        {states}
      </text>
      <text class={dropped > 0 ? 'bad' : ''} x="0" y={top.words + 15}>
        {loadWords}
      </text>
      <Zones policy={settings.policy} target={settings.target} now={now} top={top.zones} />
    </svg>
  );
};
