import { millisecond, second } from '../../kernel/time.ts';
import { incidentFrom } from './fleet.ts';
import type { Outcome } from './model.ts';
import type { Algorithm } from './policies.ts';

/** The algorithms that every run is set beside, on the same requests. */
export const compared = ['roundRobin', 'leastConnections', 'powerOfTwoChoices'] as const satisfies readonly Algorithm[];
/** A figure of one of them; its 99th percentile is infinite where a server is sent more than it can do. */
export type ComparedFigure = `${(typeof compared)[number]}${'P99' | 'Failed'}`;

/** A line that a server hardly has whose load is 1 or more by the chance of one run: only beyond it is one unstable. */
const longLine = 60;

/** What one algorithm made of the requests. */
export function measure({ sent, events, loads, moved }: Outcome) {
  const having = (fate: string) => sent.filter((request) => request.fate === fate);
  const inFlight = having('inFlight');
  const held = loads.map((_, id) => inFlight.filter(({ server }) => server === id).length);
  const times = Float64Array.from(having('done'), ({ arrived, ended }) => ended - arrived).sort();
  const out = events.find(({ kind }) => kind === 'is taken out');
  return {
    /** Response times of what was done, ascending. */
    times,
    figures: {
      arrived: sent.length,
      done: times.length,
      inFlight: inFlight.length,
      failed: having('failed').length,
      refused: having('refused').length,
      mean: times.reduce((sum, time) => sum + time, 0) / (times.length || 1) / millisecond,
      p50: percentileInMs(times, 0.5),
      p99: percentileInMs(times, 0.99),
      highestLoad: 100 * Math.max(...loads),
      unstable: loads.filter((load, id) => load >= 1 && (held[id] ?? 0) >= longLine).length,
      ejectedAfter: out ? (out.time - incidentFrom) / second : Infinity,
      moved,
    },
  };
}

/** All figures of one algorithm. */
export type Measured = ReturnType<typeof measure>;

/** By nearest rank; 0 of nothing. */
const percentileInMs = (sorted: Float64Array, q: number): number =>
  (sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0) / millisecond;
