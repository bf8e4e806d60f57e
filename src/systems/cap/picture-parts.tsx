import { second } from '../../kernel/time.ts';
import type { Event } from './lab.ts';

type Ended = Extract<Event, { readonly kind: 'operation' }>;

interface ChipProps {
  readonly x: number;
  readonly y: number;
  readonly client: number;
  /** Its last operation. */
  readonly last: Ended | undefined;
  /** Whether that has just ended. */
  readonly isNow: boolean;
}

/** A client with its last operation and what came of it; dashed where it was not answered. */
export function ClientChip({ x, y, client, last, isNow }: ChipProps) {
  const isOff = last !== undefined && last.operation.outcome.kind !== 'answered';
  return (
    <>
      <rect class={`${isOff ? 'off' : 'node'}${isNow ? ' touched' : ''}`} x={x} y={y} width="54" height="44" rx="3" />
      <text class="middle soft" x={x + 27} y={y + 13}>
        {`client ${client + 1}`}
      </text>
      {last && (
        <>
          <text class="middle" x={x + 27} y={y + 26}>
            {askedBy(last)}
          </text>
          <text class={`middle${isOff ? ' soft' : last.isStale ? ' bad' : ''}`} x={x + 27} y={y + 39}>
            {`${isOff || last.operation.value === undefined ? '' : '= '}${toldTo(last)}`}
          </text>
        </>
      )}
    </>
  );
}

const askedBy = ({ operation: { key, value } }: Ended): string =>
  `${value === undefined ? 'reads' : 'writes'} ${'xyz'[key]}`;

function toldTo({ operation: { value, outcome }, isStale }: Ended): string {
  if (outcome.kind !== 'answered') return outcome.kind;
  return `${value ?? outcome.value}${isStale ? ', stale' : ''}`;
}

const row = 16;
/** Where the time of the proof begins and ends. */
const span = { from: 62, to: 332 };

const proofOf = (events: readonly Event[]): readonly Ended[] =>
  events
    .filter((event): event is Ended => event.kind === 'operation' && event.isIllegal)
    .toSorted((a, b) => a.operation.called - b.operation.called);

/** How much room the proof takes below the machine. */
export const proofHeight = (events: readonly Event[]): number => {
  const { length } = proofOf(events);
  return 20 + (length > 0 ? length * row + 4 : 0);
};

interface ProofProps {
  readonly events: readonly Event[];
  readonly now: Event | undefined;
  readonly top: number;
}

/** Whether the answers up to now are those of one copy; if not, the operations that prove it, from call to answer. */
export function Proof({ events, now, top }: ProofProps) {
  if (now?.isLegal !== false)
    return (
      <text class="good" x="0" y={top + 13}>
        {now ? 'Linearizable so far: one copy could have answered so.' : ''}
      </text>
    );
  const proof = proofOf(events);
  const from = Math.min(...proof.map(({ operation }) => operation.called));
  const to = Math.max(...proof.map(({ time }) => time));
  const place = (time: number): number => span.from + ((time - from) / (to - from)) * (span.to - span.from);
  return (
    <>
      <text class="bad" x="0" y={top + 13}>
        {`Not linearizable: no order explains these, ${(from / second).toFixed(1)} to ${(to / second).toFixed(1)} s`}
      </text>
      {proof.map((event, i) => {
        const y = top + 20 + i * row;
        const start = Math.round(place(event.operation.called));
        const length = Math.max(4, Math.round(place(event.time)) - start);
        const isLeft = start < (span.from + span.to) / 2;
        return (
          <>
            <text class="soft" x="0" y={y + 12}>
              {`client ${event.operation.client + 1}`}
            </text>
            <rect class="fill-0" x={start} y={y + 2} width={length} height="12" />
            <text class={isLeft ? '' : 'end'} x={isLeft ? start + length + 4 : start - 4} y={y + 12}>
              {`${askedBy(event)}${event.operation.value === undefined ? ': ' : ' = '}${toldTo(event)}`}
            </text>
          </>
        );
      })}
    </>
  );
}
