import type { Changed } from './change.ts';
import type { LookUp } from './lab.ts';
import { pathOf } from './schemes/jump.ts';
import type { Node } from './schemes/scheme.ts';

interface Props {
  readonly event: LookUp;
  readonly changed: Changed;
}

/** The width of the drawing. */
export const width = 340;
const slotOf = (nodes: readonly Node[]): number => Math.min(31, Math.floor(width / nodes.length));

/** Modulo and jump: the list of nodes before and after, and the bucket that the hash leads to in each. */
export function Buckets({
  event: { hash, from, to },
  changed: { before, after, changing },
  isJump,
}: Props & { readonly isJump: boolean }) {
  const slot = slotOf(before.length > after.length ? before : after);
  const rows = [
    { name: 'Before', nodes: before, owner: from },
    { name: 'After', nodes: after, owner: to },
  ];
  const tall = isJump ? 86 : 60;
  return rows.map(({ name, nodes, owner }, row) => {
    const path = isJump ? pathOf({ high: 0, low: hash }, nodes.length) : [];
    const bucket = nodes.findIndex(({ id }) => id === owner);
    const y = 36 + row * tall;
    const rule = isJump ? `bucket ${path.join(' → ')}` : `${hash} mod ${nodes.length} = ${bucket}`;
    const top = y + (isJump ? 36 : 8);
    return (
      <g>
        <text x="0" y={y}>
          {`${name}: ${rule}, node ${owner}`}
        </text>
        {path.slice(1).map((next, i) => {
          const [left, right] = [((path[i] ?? 0) + 0.5) * slot, (next + 0.5) * slot];
          return (
            <path
              class="way"
              d={`M${left} ${top - 1}Q${(left + right) / 2} ${top - 36} ${right} ${top - 3}m-4 -5l4 5l2 -6`}
            />
          );
        })}
        {nodes.map(({ id }, i) => (
          <Cell
            x={i * slot}
            y={top}
            width={slot}
            text={String(id)}
            look={lookOf(id, { owner, changing, plain: 'cell shade-0' })}
          />
        ))}
      </g>
    );
  });
}

interface Look {
  readonly owner: number;
  readonly changing: number;
  /** How a node looks that the key does not belong to. */
  readonly plain: string;
}

const lookOf = (id: number, { owner, changing, plain }: Look): string =>
  `${id === owner ? 'shade-2 touched' : plain}${id === changing ? ' new' : ''}`;

interface CellProps {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly text: string;
  readonly look: string;
}

function Cell({ x, y, width: wide, text, look }: CellProps) {
  return (
    <>
      <rect class={look} x={x + 1.5} y={y + 1.5} width={wide - 3} height="21" />
      <text class="middle" x={x + wide / 2} y={y + 16}>
        {text}
      </text>
    </>
  );
}

const tallest = 116;
const floor = 188;

/** Rendezvous: the score of every node for the key; the highest among the nodes that are there has it. */
export function Scores({ event: { from, to, scores = [] }, changed: { all, changing } }: Props) {
  const slot = slotOf(all);
  const flags =
    from === to
      ? [{ name: 'highest', owner: to, y: 49 }]
      : [
          { name: 'highest before', owner: from, y: 34 },
          { name: 'highest after', owner: to, y: 49 },
        ];
  return (
    <g>
      {all.map(({ id, weight }, i) => {
        const height = Math.max(1, (scores[i] ?? 0) * tallest);
        const x = i * slot;
        return (
          <>
            <rect
              class={lookOf(id, { owner: to, changing, plain: 'node' })}
              x={x + 2}
              y={floor - height}
              width={slot - 4}
              height={height}
            />
            <text class="middle" x={x + slot / 2} y={floor + 13}>
              {weight > 1 ? `${id}×${weight}` : id}
            </text>
          </>
        );
      })}
      {flags.map(({ name, owner, y }) => {
        const place = all.findIndex(({ id }) => id === owner);
        const x = (place + 0.5) * slot;
        return (
          <>
            <path class="way" d={`M${x} ${y + 4}V${floor - (scores[place] ?? 0) * tallest - 2}`} />
            <text class={x > width / 2 ? 'end' : ''} x={x > width / 2 ? x + 8 : x - 8} y={y}>
              {name}
            </text>
          </>
        );
      })}
    </g>
  );
}
