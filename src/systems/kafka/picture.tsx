import type { PictureOf } from '../../lab/lab.ts';
import type { Happening } from './journal.ts';
import { lab } from './lab.ts';
import { type CloseUp, type State, shownOffsets } from './state.ts';

const left = 100;
const wide = 240;
const cell = { width: wide / shownOffsets, height: 22 };
const top = 54;

const nothing: State = {
  brokers: [true, true, true],
  partitions: [],
  idle: [],
  silent: [],
  closeUp: {
    partition: 0,
    from: 0,
    end: 0,
    highWatermark: 0,
    logs: ['', '', ''],
    effects: '',
    committed: 0,
    work: undefined,
  },
};

/** One partition's logs offset by offset, who reads it, and below it all partitions in short. */
export const picture: PictureOf<typeof lab> = ({ run: { events }, at }) => {
  const event = events[at];
  const state = event?.state ?? nothing;
  const { closeUp, brokers } = state;
  const own = state.partitions[closeUp.partition];
  const words = event ? lab.describe(event).replace(/^Partition \d+: /, '') : '';
  const said = words.charAt(0).toUpperCase() + words.slice(1);
  const roles = brokers.map((isUp, broker) => {
    if (!isUp) return 'down';
    if (broker === own?.leader) return 'leads';
    return own?.inSync.includes(broker) === false ? 'behind' : 'in sync';
  });
  const reader = own?.reader === undefined ? 'No consumer' : `Consumer ${own.reader}`;
  const summary = `Partition ${closeUp.partition}: ${roles.map((role, broker) => `broker ${broker} ${role}`).join(', ')}; ${own?.lag ?? 0} records to read`;
  return (
    <svg class="picture" viewBox="0 0 340 288" role="img" aria-label={`${said}. ${summary}.`}>
      <text class="said" x="0" y="14">
        {said}
      </text>
      <text x="0" y="46">{`Partition ${closeUp.partition}, offset`}</text>
      {[0, 4, 8].map((i) => (
        <text class="soft" x={left + i * cell.width + 2} y="46">
          {closeUp.from + i}
        </text>
      ))}
      {closeUp.end > closeUp.from + shownOffsets && (
        <text class="soft end" x="340" y="46">
          {`to ${closeUp.end - 1}`}
        </text>
      )}
      {roles.map((role, broker) => (
        <g>
          <text class={role === 'down' ? 'bad' : ''} x="0" y={top + broker * cell.height + 15}>
            {`Broker ${broker} ${role}`}
          </text>
          <Log closeUp={closeUp} broker={broker} isUp={role !== 'down'} touched={touchedBy(event, broker, role)} />
        </g>
      ))}
      <text x="0" y={top + brokers.length * cell.height + 21}>
        {reader}
      </text>
      <Reading
        closeUp={closeUp}
        finished={event?.kind === 'finished' ? event : undefined}
        y={top + brokers.length * cell.height + 6}
      />
      <Legend />
      <Overview state={state} />
    </svg>
  );
};

/** The offsets in a broker's log that the event is about. */
function touchedBy(event: Happening | undefined, broker: number, role: string) {
  switch (event?.kind) {
    case 'copied':
    case 'dropped':
      return event.broker === broker ? event : undefined;
    case 'appended':
    case 'acknowledged':
      return role === 'leads' ? event : undefined;
    case 'committed':
      return role === 'down' ? undefined : event;
    case 'lost':
      return role === 'down' ? event : undefined;
    default:
      return undefined;
  }
}

interface Log {
  readonly closeUp: CloseUp;
  readonly broker: number;
  readonly isUp: boolean;
  readonly touched: { readonly from: number; readonly to: number } | undefined;
}

function Log({ closeUp: { from, highWatermark, logs }, broker, isUp, touched }: Log) {
  return [...(logs[broker] ?? '')].map((sign, i) => {
    const offset = from + i;
    const x = left + i * cell.width;
    const y = top + broker * cell.height;
    const isTouched = touched && offset >= touched.from && offset < touched.to;
    if (sign === ' ' && !isTouched) return null;
    const isLeaders = sign === 'a' || sign === 'r';
    const look = !isLeaders ? 'off' : offset < highWatermark ? 'shade-2' : 'shade-0';
    return (
      <g>
        <Cell x={x} y={y} look={`${look}${isTouched ? ' touched' : ''}${isUp ? '' : ' new'}`} />
        {sign === 'a' && <path class="way" d={`M${x + 6} ${y + 11}l3 4 5-8`} />}
        {sign === 'A' && (
          <text class="middle bad" x={x + cell.width / 2} y={y + 15}>
            ×
          </text>
        )}
      </g>
    );
  });
}

const Cell = ({ x, y, look }: { readonly x: number; readonly y: number; readonly look: string }) => (
  <rect class={`cell ${look}`} x={x + 1.5} y={y + 1.5} width={cell.width - 3} height={cell.height - 3} />
);

interface Reading {
  readonly closeUp: CloseUp;
  readonly finished: { readonly from: number; readonly to: number } | undefined;
  readonly y: number;
}

/** How often each record was worked at, and which are being worked at. */
function Reading({ closeUp: { from, effects, committed, work }, finished, y }: Reading) {
  const touched = finished ?? work;
  return [...effects].map((times, i) => {
    const offset = from + i;
    const x = left + i * cell.width;
    const isWork = touched && offset >= touched.from && offset < touched.to;
    const isSkipped = offset < committed && times === '0' && !isWork;
    if (offset >= committed && times === '0' && !isWork) return null;
    return (
      <g>
        <Cell x={x} y={y} look={`${offset < committed ? 'shade-2' : 'shade-0'}${isWork ? ' touched' : ''}`} />
        {(isSkipped || times !== '0') && (
          <text class={`middle${times === '1' ? '' : ' bad'}`} x={x + cell.width / 2} y={y + 15}>
            {times}
          </text>
        )}
      </g>
    );
  });
}

function Legend() {
  return (
    <g>
      <rect class="cell shade-2" x="0.5" y="153" width="11" height="11" />
      <text x="16" y="163">
        committed
      </text>
      <path class="way" d="M85 159l3 4 5-8" />
      <text x="98" y="163">
        acknowledged
      </text>
      <text class="bad" x="182" y="163">
        ×
      </text>
      <text x="192" y="163">
        acknowledged and lost
      </text>
      <text x="0" y="178">
        Numbers: how often a consumer worked at the record
      </text>
    </g>
  );
}

/** A column for each partition: who leads it, how many are in sync, who reads it, how much there is to read. */
function Overview({ state: { brokers, partitions, idle, silent, closeUp } }: { readonly state: State }) {
  const column = Math.min(40, wide / Math.max(1, partitions.length));
  const rows = partitions.map(({ leader, inSync, reader, lag }, partition) => [
    { text: String(partition), look: 'soft' },
    leader !== undefined && brokers[leader] ? { text: String(leader), look: '' } : { text: 'no', look: 'bad' },
    { text: String(inSync.length), look: inSync.length < brokers.length ? 'bad' : '' },
    reader === undefined || silent.includes(reader) ? { text: 'no', look: 'bad' } : { text: String(reader), look: '' },
    { text: String(lag), look: '' },
  ]);
  const named = (name: string, members: readonly number[]): readonly string[] =>
    members.length > 0 ? [`${name}: ${members.length > 1 ? 'consumers' : 'consumer'} ${members.join(', ')}`] : [];
  const away = [...named('Without a partition', idle), ...named('Crashed', silent)];
  return (
    <g>
      <rect class="cell node" x={left + closeUp.partition * column} y="188" width={column - 1} height="80" />
      {['Partition', 'Leader', 'In sync', 'Consumer', 'To read'].map((name, row) => (
        <text class={row === 0 ? 'soft' : ''} x="0" y={200 + row * 16}>
          {name}
        </text>
      ))}
      {rows.map((lines, partition) =>
        lines.map(({ text, look }, row) => (
          <text class={`middle ${look}`} x={left + (partition + 0.5) * column} y={200 + row * 16}>
            {text}
          </text>
        )),
      )}
      <text class="soft" x="0" y="283">
        {away.join('. ')}
      </text>
    </g>
  );
}
