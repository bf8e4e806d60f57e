import type { Backend, Policy } from '../backend.ts';

/**
 * One turn of nginx's smooth weighted round robin (commit 52327e0627f4 of 2012): each current weight grows by the
 * weight, the greatest is chosen, of equals the first, and falls by the sum of the weights. A weight of 0 takes no part.
 * nginx lowers the weight of a server for a while after it has failed requests; here it stays.
 */
export function smoothTurn(
  current: readonly number[],
  weights: readonly number[],
): { readonly chosen: number | undefined; readonly current: readonly number[] } {
  let chosen: number | undefined;
  let total = 0;
  const grown = weights.map((weight, i) => (current[i] ?? 0) + weight);
  weights.forEach((weight, i) => {
    total += weight;
    if (weight > 0 && (chosen === undefined || (grown[i] ?? 0) > (grown[chosen] ?? 0))) chosen = i;
  });
  if (chosen !== undefined) grown[chosen] = (grown[chosen] ?? 0) - total;
  return { chosen, current: grown };
}

/** Each server in proportion to its weight, and never many times in a row; one in slow start has a part of its weight. */
const inTurn = (weightOf: (backend: Backend) => number): Policy => {
  let current: readonly number[] = [];
  return (backends) => {
    const turn = smoothTurn(
      current,
      backends.map((backend) => (backend.eligible ? weightOf(backend) * backend.warmth : 0)),
    );
    current = turn.current;
    return turn.chosen;
  };
};

/** Each server as often as any other, which in nginx as here is to weigh all the same. */
export const roundRobin = (): Policy => inTurn(() => 1);

/** Each server in proportion to the weight that it was given. */
export const weightedRoundRobin = (): Policy => inTurn(({ weight }) => weight);
