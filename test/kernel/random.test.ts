import { expect, test } from 'vitest';
import { type Random, random, streams } from '../../src/kernel/random.ts';
import { exponential, poisson, powerLaw, zipf } from '../../src/kernel/samplers.ts';
import { estimate } from '../../src/kernel/statistics.ts';

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

test('drawing from one stream leaves the others as they are', () => {
  const [first, second] = streams(7, 2);
  draw(1000, first?.next ?? Math.random);
  const [, untouched] = streams(7, 2);
  expect(draw(10, second?.next ?? Math.random)).toEqual(draw(10, untouched?.next ?? Math.random));
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
