import type { Micros } from '../../kernel/time.ts';
import { fixedWindow, windowFromFirstRequest } from './algorithms/fixed-window.ts';
import { gcra, leakyBucketQueue } from './algorithms/leaky-bucket.ts';
import type { Limiter, Quota } from './algorithms/limiter.ts';
import { slidingLog } from './algorithms/sliding-log.ts';
import { slidingWindowCounter } from './algorithms/sliding-window-counter.ts';
import { tokenBucket } from './algorithms/token-bucket.ts';

/** Each algorithm, and the most that it passes on within any window, whatever the traffic. */
export const algorithms = {
  fixedWindow: { limiter: fixedWindow, bound: ({ limit }) => 2 * limit },
  windowFromFirstRequest: { limiter: windowFromFirstRequest, bound: ({ limit }) => 2 * limit - 1 },
  slidingLog: { limiter: slidingLog, bound: ({ limit }) => limit },
  slidingWindowCounter: { limiter: slidingWindowCounter, bound: ({ limit }) => 2 * limit },
  tokenBucket: { limiter: tokenBucket, bound: ({ limit, burst }) => burst + limit - 1 },
  gcra: { limiter: gcra, bound: ({ limit, burst }) => burst + limit - 1 },
  leakyBucketQueue: { limiter: leakyBucketQueue, bound: ({ limit }) => limit },
} as const satisfies Readonly<
  Record<string, { readonly limiter: (quota: Quota) => Limiter; readonly bound: (quota: Quota) => number }>
>;

export type Algorithm = keyof typeof algorithms;

/** A request, and what became of it. */
export interface Decision {
  readonly time: Micros;
  /** When it was passed on; absent where it was refused. */
  readonly passed?: Micros;
  /** How many were admitted in the window that ends with this request, itself not among them. */
  readonly admittedBefore: number;
}

/** What one limiter made of one client's requests. */
export interface Outcome {
  readonly decisions: readonly Decision[];
  /** When requests were passed on, in order. */
  readonly passed: readonly Micros[];
  /** What the algorithm counted against the client at each of the moments asked for. */
  readonly counted: readonly number[];
  /** The most bytes of state that the client took. */
  readonly bytes: number;
}

/** Lets one limiter judge requests in the order of their times, and reads its count at moments, in order too. */
export function judge(
  algorithm: Algorithm,
  quota: Quota,
  { requests, moments = [] }: { readonly requests: readonly Micros[]; readonly moments?: readonly Micros[] },
): Outcome {
  const limiter = algorithms[algorithm].limiter(quota);
  const decisions: Decision[] = [];
  const admitted: Micros[] = [];
  const passed: Micros[] = [];
  const counted: number[] = [];
  let bytes = limiter.bytes;
  let first = 0;
  const readUpTo = (time: Micros): void => {
    for (let moment = moments[counted.length]; moment !== undefined && moment < time; ) {
      counted.push(limiter.counted(moment));
      moment = moments[counted.length];
    }
  };
  for (const time of requests) {
    readUpTo(time);
    while (first < admitted.length && time - (admitted[first] ?? 0) >= quota.window) first += 1;
    const admittedBefore = admitted.length - first;
    const at = limiter.take(time);
    bytes = Math.max(bytes, limiter.bytes);
    if (at === undefined) decisions.push({ time, admittedBefore });
    else {
      decisions.push({ time, passed: at, admittedBefore });
      admitted.push(time);
      passed.push(at);
    }
  }
  readUpTo(Infinity);
  return { decisions, passed, counted, bytes };
}

/** Whether a request was refused though the window that ends with it held fewer than the limit. */
export const isRefusedThoughLegal = ({ passed, admittedBefore }: Decision, { limit }: Quota): boolean =>
  passed === undefined && admittedBefore < limit;

/**
 * The most of the times, which are in order, that lie within one window, closed at its beginning and open at its end,
 * and where the first such window begins.
 */
export function worstWindow(
  times: readonly Micros[],
  window: Micros,
): { readonly count: number; readonly from: Micros } {
  let first = 0;
  let worst = { count: 0, from: 0 };
  times.forEach((time, i) => {
    while (time - (times[first] ?? time) >= window) first += 1;
    if (i + 1 - first > worst.count) worst = { count: i + 1 - first, from: times[first] ?? time };
  });
  return worst;
}
