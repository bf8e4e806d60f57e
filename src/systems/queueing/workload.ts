import type { Random } from '../../kernel/random.ts';
import { exponential } from '../../kernel/samplers.ts';
import type { Micros } from '../../kernel/time.ts';

/** One request of an open workload: it comes whether or not the earlier ones are done. */
export interface Request {
  /** Its place in the order of arrival, from 0. */
  readonly id: number;
  readonly arrived: Micros;
  /** How long a server of speed 1 works on it. */
  readonly demand: Micros;
}

/**
 * Requests in the order of their arrival, as a Poisson process with exponential demands: the two Ms of Kendall's M/M/c.
 * Gaps and demands have a stream each, so that another load stretches the same gaps and keeps the same demands.
 */
export function poissonWorkload({
  count,
  meanGap,
  meanDemand,
  gaps,
  demands,
}: {
  readonly count: number;
  readonly meanGap: Micros;
  readonly meanDemand: Micros;
  readonly gaps: Random;
  readonly demands: Random;
}): readonly Request[] {
  let arrived = 0;
  return Array.from({ length: count }, (_, id) => {
    arrived += exponential(gaps, meanGap);
    return { id, arrived, demand: exponential(demands, meanDemand) };
  });
}
