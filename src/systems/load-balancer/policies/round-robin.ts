import type { Backend, Policy } from '../backend.ts';

/**
 * One turn of nginx's smooth weighted round robin (commit 52327e0627f4 of 2012): each current weight grows by the
 * weight, the greatest is chosen, of equals the first, and falls by the sum of the weights. A weight of 0 takes no part.
 * nginx lowers the weight of a server for a while after it has failed requests; here it stays.
 */
export function smoothTurn(current: number[], weights: readonly number[]): number | undefined {
  let chosen: number | undefined;
  let highest = -Infinity;
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] ?? 0;
    const grown = (current[i] ?? 0) + weight;
    current[i] = grown;
    total += weight;
    if (weight === 0 || grown <= highest) continue;
    chosen = i;
    highest = grown;
  }
  if (chosen !== undefined) current[chosen] = highest - total;
  return chosen;
}

/** Each server in proportion to its weight, and never many times in a row; one in slow start has a part of its weight. */
const inTurn = (weightOf: (backend: Backend) => number): Policy => {
  const current: number[] = [];
  return (backends) =>
    smoothTurn(
      current,
      backends.map((backend) => (backend.eligible ? weightOf(backend) * backend.warmth : 0)),
    );
};

/** Each server as often as any other, which in nginx as here is to weigh all the same. */
export const roundRobin = (): Policy => inTurn(() => 1);

/** Each server in proportion to the weight that it was given. */
export const weightedRoundRobin = (): Policy => inTurn(({ weight }) => weight);
