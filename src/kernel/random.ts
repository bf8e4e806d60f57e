import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A source of uniform numbers; drawing changes it. */
export interface Random {
  /** The next number in [0, 1), a multiple of 2⁻⁵³. */
  next(): number;
  /** The next whole number in [0, n), for n up to 2³². */
  below(n: number): number;
}

/**
 * As many independent streams as asked for, from one seed: each begins 2⁶⁴ draws after the one before (xoroshiro128+,
 * Blackman and Vigna 2018), so that one use of chance, arrivals say, never disturbs another.
 */
export function streams(seed: number, count: number): readonly Random[] {
  const generator = xoroshiro128plus(seed);
  return Array.from({ length: count }, () => {
    const own = generator.clone();
    generator.jump();
    const bits = (): number => own.next() >>> 0;
    const next = (): number => ((bits() >>> 5) * 2 ** 26 + (bits() >>> 6)) * 2 ** -53;
    return { next, below: (n) => Math.floor(next() * n) };
  });
}

/** One stream from a seed. */
export function random(seed: number): Random {
  const [only] = streams(seed, 1);
  if (!only) throw new Error('Expected one stream.');
  return only;
}
