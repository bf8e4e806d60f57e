import type { PictureOf } from '../../lab/lab.ts';
import { lab } from './lab.ts';
import { type State, shownOffsets } from './state.ts';

const left = 100;
const wide = 240;
const size = wide / shownOffsets;
const top = 52;
const lines = ['Partition', 'Leader', 'In sync', 'Consumer', 'To read'];

const nothing: State = {
  brokers: [true, true, true],
  partitions: [],
  partition: 0,
  from: 0,
  highWatermark: 0,
  committed: 0,
  logs: [],
  effects: '',
};

interface Cell {
  readonly look: string;
  readonly text: string;
}

/** One partition's logs offset by offset with the work of its consumer, and below it all partitions in short. */
export const picture: PictureOf<typeof lab> = ({ run: { events }, at, settings }) => {
  const event = events[at];
  const state = event?.state ?? nothing;
  const { brokers, partitions, partition, from, highWatermark, committed, logs, effects } = state;
  const own = partitions[partition];
  const said = event
    ? lab
        .describe(event)
        .replace(/^Partition \d+: o/, 'O')
        .replace(/^Partition \d+: b/, 'B')
    : '';
  /** Whether the event is about an offset. */
  const isTouched = (offset: number): boolean =>
    event !== undefined && 'to' in event && offset >= event.from && offset < event.to;
  const rows = brokers.map((isUp, broker) => {
    const role = !isUp
      ? 'down'
      : broker === own?.leader
        ? 'leads'
        : own?.inSync.includes(broker) === false
          ? 'behind'
          : 'in sync';
    const isConcerned =
      event?.kind === 'committed' || (event?.kind === 'acknowledged' ? role === 'leads' : isBrokers(event, broker));
    const cells = [...(logs[broker] ?? '')].map((sign, i): Cell | undefined => {
      const touched = isConcerned && isTouched(from + i) ? ' touched' : '';
      if (sign === ' ') return touched ? { look: `off${touched}`, text: '' } : undefined;
      if (sign === 'A' || sign === 'R') return { look: `off${touched}`, text: sign === 'A' ? '×' : '' };
      const shade = from + i < highWatermark ? 'shade-2' : 'shade-0';
      return { look: `${shade}${touched}${isUp ? '' : ' new'}`, text: sign === 'a' ? '✓' : '' };
    });
    return { name: `Broker ${broker} ${role}`, isBad: !isUp, cells };
  });
  const isRead = event?.kind === 'taken' || event?.kind === 'finished';
  const work = [...effects].map((times, i): Cell | undefined => {
    const touched = isRead && isTouched(from + i);
    const isPast = from + i < committed;
    if (!touched && !isPast && times === '0') return undefined;
    return {
      look: `${isPast ? 'shade-2' : 'shade-0'}${touched ? ' touched' : ''}`,
      text: times === '0' && touched ? '' : times,
    };
  });
  const reader = own?.reader === undefined ? 'No consumer' : `Consumer ${own.reader}`;
  const busy = new Set(partitions.map((one) => one.reader));
  const idle = Array.from({ length: settings.consumers }, (_, number) => number).filter((number) => !busy.has(number));
  const column = Math.min(40, wide / Math.max(1, partitions.length));
  return (
    <svg
      class="picture"
      viewBox="0 0 340 282"
      role="img"
      aria-label={`${said}. Partition ${partition}: ${rows.map(({ name }) => name).join(', ')}; ${reader}, ${own?.lag ?? 0} records to read.`}
    >
      <text class="said" x="0" y="14">
        {said}
      </text>
      <text x="0" y="44">{`Partition ${partition}, offset`}</text>
      {[0, 4, 8].map((i) => (
        <text class="soft" x={left + i * size + 2} y="44">
          {from + i}
        </text>
      ))}
      {[...rows, { name: reader, isBad: false, cells: work }].map(({ name, isBad, cells }, row) => (
        <g>
          <text class={isBad ? 'bad' : ''} x="0" y={top + row * 22 + 15}>
            {name}
          </text>
          {cells.map(
            (cell, i) =>
              cell && (
                <>
                  <rect
                    class={`cell ${cell.look}`}
                    x={left + i * size + 1.5}
                    y={top + row * 22 + 1.5}
                    width="17"
                    height="19"
                  />
                  <text
                    class={`middle${'×02'.includes(cell.text) ? ' bad' : ''}`}
                    x={left + (i + 0.5) * size}
                    y={top + row * 22 + 15}
                  >
                    {cell.text}
                  </text>
                </>
              ),
          )}
        </g>
      ))}
      <rect class="cell shade-2" x="0.5" y="149" width="11" height="11" />
      <text x="16" y="158">
        committed, ✓ acknowledged, × acknowledged and lost
      </text>
      <text x="0" y="174">
        0, 1, 2: how often a consumer worked at the record
      </text>
      <rect class="cell node" x={left + partition * column} y="184" width={column - 1} height="80" />
      {lines.map((name, line) => (
        <text x="0" y={196 + line * 16}>
          {name}
        </text>
      ))}
      {partitions.map(({ leader = -1, inSync, reader: member = '–', lag }, p) =>
        [p, brokers[leader] ? leader : '–', inSync.length, member, lag].map((value, line) => (
          <text
            class={`middle ${value === '–' || (line === 2 && value !== brokers.length) ? 'bad' : ''}`}
            x={left + (p + 0.5) * column}
            y={196 + line * 16}
          >
            {value}
          </text>
        )),
      )}
      <text class="soft" x="0" y="279">
        {idle.length > 0 ? `Without a partition: ${idle.length > 1 ? 'consumers' : 'consumer'} ${idle.join(', ')}` : ''}
      </text>
    </svg>
  );
};

/** Whether the event is about the log of a broker. */
const isBrokers = (event: Event | undefined, broker: number): boolean =>
  event !== undefined && 'to' in event && event.kind !== 'taken' && event.kind !== 'finished' && event.who === broker;

type Event = ReturnType<typeof lab.run>['events'][number];
