import { millisecond, second } from '../../kernel/time.ts';
import type { Outcome } from './model.ts';
import type { Algorithm } from './policies.ts';

/** The algorithms that every run is set beside, on the same requests. */
export const compared = ['roundRobin', 'leastConnections', 'powerOfTwoChoices'] as const satisfies readonly Algorithm[];
/** A figure of one of them; its 99th percentile is infinite where a server is sent more than it can do. */
export type ComparedFigure = `${(typeof compared)[number]}${'P99' | 'Failed'}`;

/** A line that a server hardly has whose load is 1 or more by the chance of one run: only beyond it is one unstable. */
const longLine = 60;

/** What one algorithm made of the requests. */
export function measure({ sent, events, loads, sessionsLost }: Outcome) {
  const count = { done: 0, inFlight: 0, failed: 0, refused: 0 };
  const held = loads.map(() => 0);
  const took = new Float64Array(sent.length);
  for (const { fate, server = -1, arrived, ended } of sent) {
    if (fate === 'done') took[count.done] = ended - arrived;
    else if (fate === 'inFlight') held[server] = (held[server] ?? 0) + 1;
    count[fate] += 1;
  }
  const times = took.subarray(0, count.done).sort();
  const out = events.find(({ kind }) => kind === 'is taken out');
  return {
    /** Response times of what was done, ascending. */
    times,
    figures: {
      arrived: sent.length,
      ...count,
      mean: times.reduce((sum, time) => sum + time, 0) / (times.length || 1) / millisecond,
      p50: percentileInMs(times, 0.5),
      p99: percentileInMs(times, 0.99),
      highestLoad: 100 * Math.max(...loads),
      unstable: loads.filter((load, id) => load >= 1 && (held[id] ?? 0) >= longLine).length,
      // The first event of all is the crash, or the standing still.
      ejectedAfter: out ? (out.time - (events[0]?.time ?? 0)) / second : Infinity,
      sessionsLost,
    },
  };
}

/** All figures of one algorithm. */
export type Measured = ReturnType<typeof measure>;

/** By nearest rank; 0 of nothing. */
const percentileInMs = (sorted: Float64Array, q: number): number =>
  (sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0) / millisecond;
