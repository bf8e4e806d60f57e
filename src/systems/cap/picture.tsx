import type { PictureOf } from '../../lab/lab.ts';
import { clientsOf, type Event, lab } from './lab.ts';
import { replicaCount } from './model.ts';
import { ClientChip, Proof, proofHeight } from './picture-parts.tsx';

const middles = [57, 170, 283];
const box = { width: 104, top: 34, height: 48 };
const cell = { width: 33, height: 22 };
const chip = { width: 54, height: 44, top: 98, row: 49 };
const perRow = 2;

/** The replicas with what each holds, the cut, the last operation of each client, and the proof once it is complete. */
export const picture: PictureOf<typeof lab> = ({ run: { events }, at, settings }) => {
  const past = events.slice(0, at + 1);
  const now = past.at(-1);
  const held = now?.held ?? Array.from({ length: replicaCount }, () => [0, 0, 0]);
  const cut = past.findLast(({ kind }) => kind === 'partition' || kind === 'heal');
  const isolated = cut?.kind === 'partition' ? cut.replica : undefined;
  const lastOf = new Map(
    past.flatMap((event) => (event.kind === 'operation' ? [[event.operation.client, event]] : [])),
  );
  const clients = clientsOf(settings);
  const rows = Math.max(...middles.map((_, i) => Math.ceil(clients.filter((at) => at === i).length / perRow)));
  const bottom = chip.top + rows * chip.row;
  const words = now ? lab.describe(now) : '';
  const differing = ['x', 'y', 'z'].filter((_, key) => held.some((values) => values[key] !== held[0]?.[key]));
  const border = isolated === 0 ? 113.5 : 226.5;
  return (
    <svg
      class="picture"
      viewBox={`0 0 340 ${bottom + proofHeight(events)}`}
      role="img"
      aria-label={`Three replicas and six clients. ${words}. ${isolated === undefined ? 'All replicas are connected' : `Replica ${'ABC'[isolated]} is cut off`}; ${differing.length > 0 ? `they differ in ${differing.join(', ')}` : 'they agree'}. ${now?.isLegal === false ? 'The answers are not linearizable.' : ''}`}
    >
      <text class="said" x="0" y="14">
        {words}
      </text>
      <path class={isolated === 0 || isolated === 1 ? 'cut' : 'way'} d="M109 46H118" />
      <path class={isolated === 1 || isolated === 2 ? 'cut' : 'way'} d="M222 46H231" />
      <path class={isolated === 0 || isolated === 2 ? 'cut' : 'way'} d="M57 34V26H283V34" />
      {isolated !== undefined && <path class="cut touched" d={`M${border} 20V${bottom - 6}`} />}
      {middles.map((middle, replica) => (
        <Replica
          middle={middle}
          name={`replica ${'ABC'[replica]}${replica === isolated ? ', cut off' : ''}`}
          values={held[replica] ?? []}
          differing={differing}
          touched={now?.kind === 'operation' && now.operation.replica === replica ? now.operation.key : undefined}
        />
      ))}
      {clients.map((replica, client) => {
        const place = clients.slice(0, client).filter((other) => other === replica).length;
        const x = (middles[replica] ?? 0) - 55 + (place % perRow) * 56;
        const y = chip.top + Math.floor(place / perRow) * chip.row;
        const last = lastOf.get(client);
        return (
          <>
            {place < perRow && <path class="way" d={`M${x + chip.width / 2} ${box.top + box.height}V${y}`} />}
            <ClientChip x={x} y={y} client={client} last={last} isNow={last !== undefined && last === now} />
          </>
        );
      })}
      <Proof events={events} now={now} top={bottom} />
    </svg>
  );
};

interface ReplicaProps {
  readonly middle: number;
  readonly name: string;
  readonly values: Event['held'][number];
  /** The keys in which replicas differ. */
  readonly differing: readonly string[];
  /** The key that the operation read or wrote. */
  readonly touched: number | undefined;
}

const Replica = ({ middle, name, values, differing, touched }: ReplicaProps) => (
  <>
    <rect class="node" x={middle - box.width / 2} y={box.top} width={box.width} height={box.height} rx="3" />
    <text class="middle" x={middle} y={box.top + 14}>
      {name}
    </text>
    {values.map((value, key) => {
      const x = middle - 1.5 * cell.width + key * cell.width;
      const isDiffering = differing.includes('xyz'[key] ?? '');
      return (
        <>
          <rect
            class={`cell shade-${isDiffering ? 2 : 0}${key === touched ? ' touched' : ''}`}
            x={x + 1}
            y={box.top + 21}
            width={cell.width - 2}
            height={cell.height}
          />
          <text class="middle" x={x + cell.width / 2} y={box.top + 36}>
            {`${'xyz'[key]} ${value}`}
          </text>
        </>
      );
    })}
  </>
);
