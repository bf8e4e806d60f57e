import { streams } from '../../../src/kernel/random.ts';
import { second } from '../../../src/kernel/time.ts';
import type { ClientRequest, Setup } from '../../../src/systems/load-balancer/model.ts';
import type { Algorithm } from '../../../src/systems/load-balancer/policies.ts';
import { poissonWorkload } from '../../../src/systems/queueing/workload.ts';

/** A fleet where nothing happens. */
export const quiet = (speeds: readonly number[], algorithm: Algorithm, end: number): Setup => ({
  algorithm,
  servers: speeds.map((speed) => ({ speed, weight: 1 })),
  checkInterval: 10 * second,
  thresholds: { unhealthy: 3, healthy: 2 },
  slowStart: 0,
  sticky: false,
  incidents: [],
  horizon: end,
});
/** Requests of one client at random moments; times in microseconds. */
export const workload = (
  seed: number,
  count: number,
  meanGap: number,
  meanDemand: number,
): readonly ClientRequest[] => {
  const [gaps, demands] = streams(seed, 2);
  return poissonWorkload({ count, meanGap, meanDemand, gaps, demands }).map((request) => ({ ...request, client: 0 }));
};
