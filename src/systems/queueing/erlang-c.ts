import { exp } from '../../kernel/exact-maths.ts';
import type { Micros } from '../../kernel/time.ts';

/** A queue M/M/c: one line in the order of arrival, c servers; both means in microseconds. */
export interface MarkovQueue {
  readonly servers: number;
  readonly meanGap: Micros;
  readonly meanDemand: Micros;
}

/** The share of their time in which the servers work, ρ = λ ÷ cμ; at 1 or more the line grows without end. */
export const utilisation = ({ servers, meanGap, meanDemand }: MarkovQueue): number => meanDemand / meanGap / servers;

/**
 * The probability that a request has to wait, by the second formula of Erlang (1917), from his first one by its
 * recursion B(k) = a·B(k−1) ÷ (k + a·B(k−1)); 1 where the queue is unstable.
 */
export function erlangC(queue: MarkovQueue): number {
  const load = utilisation(queue);
  if (load >= 1) return 1;
  const offered = load * queue.servers;
  let blocked = 1;
  for (let k = 1; k <= queue.servers; k++) blocked = (offered * blocked) / (k + offered * blocked);
  return blocked / (1 - load * (1 - blocked));
}

/** The mean time in the system, wait and service, W = C ÷ (cμ − λ) + 1 ÷ μ, in microseconds; infinite where unstable. */
export function meanResponse(queue: MarkovQueue): number {
  const load = utilisation(queue);
  if (load >= 1) return Infinity;
  return (erlangC(queue) * queue.meanDemand) / (queue.servers * (1 - load)) + queue.meanDemand;
}

/** The mean number in the system, L = λW (Little 1961). */
export const meanInSystem = (queue: MarkovQueue): number => meanResponse(queue) / queue.meanGap;

/**
 * The probability that a request is longer than a span in the system: its service alone, or an exponential wait with
 * the rate cμ − λ and its service (Gross and others, Fundamentals of Queueing Theory, 3.3).
 */
export function longerThan(queue: MarkovQueue, span: Micros): number {
  const load = utilisation(queue);
  if (load >= 1) return 1;
  const waits = erlangC(queue);
  const spare = queue.servers * (1 - load);
  const t = span / queue.meanDemand;
  // Both rates equal: the sum of wait and service is an Erlang span of two phases.
  if (Math.abs(spare - 1) < 1e-9) return exp(-t) * (1 + waits * t);
  return exp(-t) + (waits / (spare - 1)) * (exp(-t) - exp(-spare * t));
}

/** The span that the share q of the requests does not exceed, in microseconds; by bisection, infinite where unstable. */
export function responsePercentile(queue: MarkovQueue, q: number): number {
  if (utilisation(queue) >= 1) return Infinity;
  let low = 0;
  let high = meanResponse(queue);
  while (longerThan(queue, high) > 1 - q) high *= 2;
  while (high - low > 1e-9 * high) {
    const middle = (low + high) / 2;
    if (longerThan(queue, middle) > 1 - q) low = middle;
    else high = middle;
  }
  return high;
}
