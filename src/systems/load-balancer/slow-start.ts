import type { Micros } from '../../kernel/time.ts';

/** The least share, so that a server in slow start is not left out altogether: 10 %, as in Envoy. */
const leastWarmth = 0.1;

/** The share of its full part that a server should get so long after its return: it grows evenly (Envoy's slow start). */
export const warmth = (sinceReturn: Micros, window: Micros): number =>
  sinceReturn >= window ? 1 : Math.max(leastWarmth, sinceReturn / window);
