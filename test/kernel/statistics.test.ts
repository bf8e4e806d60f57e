import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimate } from '../../src/kernel/confidence.ts';
import { histogram, percentile } from '../../src/kernel/statistics.ts';
import { compare, seeds, sweep } from '../../src/kernel/sweep.ts';

test('percentiles are values that occur, by nearest rank', () => {
  // The example of the method: five values, of which 30 % is the second.
  const values = [15, 20, 35, 40, 50];
  expect([0.05, 0.3, 0.4, 0.5, 1].map((q) => percentile(values, q))).toEqual([15, 20, 20, 35, 50]);
  expect(percentile([], 0.5)).toBeNaN();
});

test('at least the share q of the values is at or below the percentile, and less than q below it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100), { minLength: 1 }), fc.double({ min: 0.01, max: 1, noNaN: true }), (values, q) => {
      const found = percentile(values, q);
      expect(values.filter((value) => value <= found).length).toBeGreaterThanOrEqual(q * values.length - 1e-9);
      expect(values.filter((value) => value < found).length).toBeLessThan(q * values.length + 1e-9);
    }),
    { numRuns: 1000 },
  );
});

test('a mean comes with Student’s interval', () => {
  // Mean 5, deviation √2.5, t(4) = 2.776.
  expect(estimate([3, 4, 5, 6, 7])).toEqual({ mean: 5, halfWidth: expect.closeTo(2.776 * Math.sqrt(2.5 / 5), 10) });
  expect(estimate([1]).halfWidth).toBe(Infinity);
});

test('a histogram counts every value once', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000)), fc.integer({ min: 1, max: 20 }), (values, bins) => {
      expect(histogram(values, bins).reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
    }),
    { numRuns: 1000 },
  );
});

test('a sweep meets the same seeds under each setting, and a difference within the spread is a tie', () => {
  const met: number[][] = [];
  sweep(['a', 'b'], 3, (_, seed) => {
    met.push([seed]);
    return seed;
  });
  expect(met.flat()).toEqual([...seeds(3), ...seeds(3)]);
  expect(compare([1, 2, 3], [2, 3, 4])).toBe('below');
  expect(compare([1, 2, 9], [2, 3, 4])).toBe('tie');
  expect(compare([1, 1], [1, 1])).toBe('tie');
});
