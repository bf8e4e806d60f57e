import { exp, ln } from './exact-maths.ts';
import type { Random } from './random.ts';
import type { Micros } from './time.ts';

/** A span from the exponential distribution with this mean, in whole microseconds (inverse of its distribution function). */
export const exponential = (random: Random, mean: Micros): Micros => Math.round(-mean * ln(1 - random.next()));

/** A count from the Poisson distribution with this mean, for means up to 700 (Knuth 2, 3.4.1, algorithm Q). */
export function poisson(random: Random, mean: number): number {
  const limit = exp(-mean);
  let count = 0;
  for (let product = random.next(); product > limit; product *= random.next()) count += 1;
  return count;
}

/** A whole number from 1 up, for which P(X ≥ x) = x^−α before rounding down: a power law with the exponent α > 0. */
export const powerLaw = (random: Random, alpha: number, atMost: number): number =>
  Math.min(atMost, Math.floor(exp(-ln(1 - random.next()) / alpha)));

/** Draws ranks from 0 up to n − 1 of which rank r has a weight of (r + 1)^−s; s = 0 is uniform. */
export function zipf(n: number, s: number): (random: Random) => number {
  const cumulative = new Float64Array(n);
  let total = 0;
  for (let rank = 0; rank < n; rank++) {
    total += exp(-s * ln(rank + 1));
    cumulative[rank] = total;
  }
  return (random) => {
    const point = random.next() * total;
    let low = 0;
    let high = n - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cumulative[middle] ?? 0) > point) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
