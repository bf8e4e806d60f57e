import type { Policy } from '../backend.ts';

/**
 * One turn of nginx's smooth weighted round robin (commit 52327e0627f4 of 2012): each current weight grows by the
 * weight, the greatest is chosen, of equals the first, and falls by the sum of the weights. A weight of 0 takes no part.
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

/** Each server in proportion to its weight, and never many times in a row. */
export function weightedRoundRobin(): Policy {
  let current: readonly number[] = [];
  return (backends) => {
    const turn = smoothTurn(
      current,
      backends.map(({ eligible, weight, warmth }) => (eligible ? weight * warmth : 0)),
    );
    current = turn.current;
    return turn.chosen;
  };
}
