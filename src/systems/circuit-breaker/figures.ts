import { percentile } from '../../kernel/statistics.ts';
import { millisecond, second } from '../../kernel/time.ts';
import { duration, type Outcome } from './model.ts';
import type { Script } from './script.ts';

/** The figures of one run; shares in percent, times in the unit of their name. */
export interface Figures {
  readonly answered: number;
  readonly refused: number;
  /** Requests that the backend got and nobody had an answer from in time. */
  readonly wasted: number;
  /**
   * How long after the end of the trouble the service is back, to the second: from then on at least 95 % of the calls
   * of every second are answered. Infinity where that is not so by the end of the run.
   */
  readonly recoverySeconds: number;
  /** The time that 99 % of the callers wait no longer than, whatever the outcome is. */
  readonly p99Milliseconds: number;
  /** Most retries that reach the backend within any hundredth of a second. */
  readonly peak: number;
}

export function figuresOf({ calls, requests }: Outcome, { over }: Script): Figures {
  const share = (result: string): number =>
    (100 * calls.filter((call) => call.result === result).length) / Math.max(1, calls.length);
  return {
    answered: share('answered'),
    refused: share('refused'),
    wasted: requests.filter(({ answered }) => !answered).length,
    recoverySeconds: recovery(calls, over),
    p99Milliseconds:
      percentile(
        calls.map(({ called, ended }) => ended - called),
        0.99,
      ) / millisecond,
    peak: peakOf(requests.filter(({ retry }) => retry).map(({ sent }) => sent)),
  };
}

/** How many moments fall into each span of this width. */
export function countsOf(moments: readonly number[], width: number): readonly number[] {
  const counts: number[] = [];
  for (const moment of moments) {
    const place = Math.floor(moment / width);
    while (counts.length <= place) counts.push(0);
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}

/** The most of the times, which are in order, that lie within any hundredth of a second. */
function peakOf(times: readonly number[]): number {
  let first = 0;
  return times.reduce((most, time, i) => {
    while (time - (times[first] ?? time) >= 10 * millisecond) first += 1;
    return Math.max(most, i + 1 - first);
  }, 0);
}

function recovery(calls: Outcome['calls'], over: number): number {
  const all = countsOf(
    calls.map(({ called }) => called),
    second,
  );
  const answered = countsOf(
    calls.filter(({ result }) => result === 'answered').map(({ called }) => called),
    second,
  );
  const lastBad = all.findLastIndex((count, i) => (answered[i] ?? 0) < 0.95 * count);
  if ((lastBad + 1) * second >= duration) return Infinity;
  return Math.max(0, lastBad + 1 - over / second);
}
