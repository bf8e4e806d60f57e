import type { Backend, Policy } from '../backend.ts';
import { least } from './least.ts';
import { connections } from './least-connections.ts';

/**
 * The server with the least product of unanswered requests and smoothed response time (NetScaler's least response
 * time; `least_time` of nginx weighs the same two). The request to come counts as well, else an idle server would come
 * first however slow it is, as it does in NetScaler. One without an answer yet counts as the mean of the others.
 */
export const leastResponseTime = (): Policy =>
  least((backend, backends) => connections(backend) * (backend.responseTime || meanOfMeasured(backends)));

function meanOfMeasured(backends: readonly Backend[]): number {
  const measured = backends.filter(({ responseTime }) => responseTime > 0);
  return measured.reduce((sum, { responseTime }) => sum + responseTime, 0) / measured.length || 1;
}

/** The response time after one more answer: the new one counts for a tenth (exponentially weighted moving average). */
export const smoothed = (before: number, answered: number): number =>
  before === 0 ? answered : before + (answered - before) / 10;
