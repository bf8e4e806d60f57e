import { expect, test } from 'vitest';
import { estimate } from '../../src/kernel/confidence.ts';
import { type Random, random, streams } from '../../src/kernel/random.ts';
import { exponential, poisson, powerLaw, zipf } from '../../src/kernel/samplers.ts';

const draw = <T>(count: number, next: () => T): readonly T[] => Array.from({ length: count }, next);
const seeded = (): Random => random(42);

test('a seed gives the same numbers each time, and another seed others', () => {
  const numbers = (seed: number): readonly number[] => {
    const source = random(seed);
    return draw(100, source.next);
  };
  expect(numbers(1)).toEqual(numbers(1));
  expect(numbers(1)).not.toEqual(numbers(2));
});

/** The reference implementations' first numbers: SplitMix64 of 1234567, then the low half of the sum of its two. */
test('a stream begins as SplitMix64 seeds xoroshiro128+', () => {
  const [first, second] = [6457827717110365317n, 3203168211198807973n];
  const drawn = Number(BigInt.asUintN(32, first + second));
  expect(random(1234567).below(2 ** 27)).toBe(drawn >>> 5);
});

test('over seeds in a row, each of the first draws of a stream is uniform and has nothing of the seed before', () => {
  const count = 10_000;
  const sources = Array.from({ length: count }, (_, seed) => streams(seed, 2));
  for (const stream of [0, 1])
    for (const place of ['first', 'second', 'third']) {
      const drawn = sources.map((source) => source[stream]?.next() ?? Number.NaN);
      const counts = Array.from({ length: 20 }, (_, i) => drawn.filter((x) => Math.floor(x * 20) === i).length);
      const chiSquare = counts.reduce((sum, found) => sum + (found - count / 20) ** 2 / (count / 20), 0);
      const { mean } = estimate(drawn);
      const product = (apart: number): number =>
        drawn.slice(apart).reduce((sum, x, i) => sum + (x - mean) * ((drawn[i] ?? Number.NaN) - mean), 0);
      const at = `${place} draw of stream ${stream}`;
      // The points of 0.1 % and 99.9 % of chi-square with 19 degrees of freedom: too even is not random either.
      expect(chiSquare, at).toBeGreaterThan(5.41);
      expect(chiSquare, at).toBeLessThan(43.82);
      expect(Math.abs(product(1) / product(0)), at).toBeLessThan(0.05);
    }
});

test('drawing from one stream leaves the others as they are', () => {
  const [first, second] = streams(7, 2);
  draw(1000, first.next);
  const [, untouched] = streams(7, 2);
  expect(draw(10, second.next)).toEqual(draw(10, untouched.next));
});

test('numbers are uniform: each tenth holds a tenth of them, within five deviations', () => {
  const source = seeded();
  const counts = new Array<number>(10).fill(0);
  for (const place of draw(100_000, () => source.below(10))) counts[place] = (counts[place] ?? 0) + 1;
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(10_000 * 0.9));
});

test('exponential spans have their mean, and are whole microseconds', () => {
  const source = seeded();
  const spans = draw(100_000, () => exponential(source, 5000));
  const { mean, halfWidth } = estimate(spans);
  expect(Math.abs(mean - 5000)).toBeLessThan(2 * halfWidth);
  expect(spans.every(Number.isInteger)).toBe(true);
});

test('Poisson counts have their mean, which is their variance too', () => {
  const source = seeded();
  const counts = draw(50_000, () => poisson(source, 4));
  const { mean } = estimate(counts);
  const variance = estimate(counts.map((count) => (count - mean) ** 2)).mean;
  expect(mean).toBeCloseTo(4, 1);
  expect(variance).toBeCloseTo(4, 0);
});

test('Zipf ranks come as often as their weights say', () => {
  const source = seeded();
  const rank = zipf(100, 1);
  const drawn = draw(100_000, () => rank(source));
  const harmonic = Array.from({ length: 100 }, (_, i) => 1 / (i + 1)).reduce((a, b) => a + b);
  for (const place of [0, 1, 9]) {
    const share = drawn.filter((found) => found === place).length / drawn.length;
    expect(share).toBeCloseTo(1 / (place + 1) / harmonic, 2);
  }
  expect(drawn.every((found) => found >= 0 && found < 100)).toBe(true);
});

test('a power law reaches x with a probability of x to the power of minus alpha', () => {
  const source = seeded();
  const drawn = draw(100_000, () => powerLaw(source, 1.5, 1_000_000));
  for (const x of [2, 4, 10])
    expect(drawn.filter((found) => found >= x).length / drawn.length).toBeCloseTo(x ** -1.5, 2);
});
