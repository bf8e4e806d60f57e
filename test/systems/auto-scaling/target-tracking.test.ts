import fc from 'fast-check';
import { expect, test } from 'vitest';
import { second } from '../../../src/kernel/time.ts';
import { proportional, stabiliser } from '../../../src/systems/auto-scaling/target-tracking.ts';

test('50 instances at 90 % with a target of 75 % become 60', () => {
  // Kubernetes documentation, Horizontal Pod Autoscaling.
  expect(proportional(50, 90, 75)).toBe(60);
  expect([proportional(10, 60, 40), proportional(4, 20, 40), proportional(3, 100, 50)]).toEqual([15, 2, 6]);
});

test('within a tenth of the target nothing changes, at its bounds and not beyond', () => {
  expect([36, 40, 44].map((metric) => proportional(7, metric, 40))).toEqual([undefined, undefined, undefined]);
  expect([35.9, 44.1].map((metric) => proportional(7, metric, 40))).toEqual([7, 8]);
});

test('the largest recommendation within the window holds the number up', () => {
  // Kubernetes, KEP-853 (configurable scale velocity of the HPA), story 5: ten recommendations of a window give 10, and one more, which pushes the first out, gives 9.
  const stabilise = stabiliser(10 * second);
  const recommendations = [10, 9, 8, 9, 9, 8, 9, 8, 9, 8, 7];
  let current = 10;
  const given = recommendations.map((recommendation, i) => {
    current = stabilise(i * second, current, recommendation);
    return current;
  });
  expect(given).toEqual([10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 9]);
});

test('up goes at once, down never below the largest recommendation of the window', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ gap: fc.nat(40), recommendation: fc.integer({ min: 1, max: 30 }) }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 100 }),
      (sequence, window) => {
        const stabilise = stabiliser(window);
        const past: { now: number; recommendation: number }[] = [];
        let current = 5;
        let now = 0;
        for (const { gap, recommendation } of sequence) {
          now += gap;
          past.push({ now, recommendation });
          const largest = Math.max(...past.filter((one) => one.now > now - window).map((one) => one.recommendation));
          const next = stabilise(now, current, recommendation);
          expect(next).toBeGreaterThanOrEqual(recommendation);
          if (recommendation >= current) expect(next).toBe(recommendation);
          else expect(next).toBe(Math.min(current, largest));
          current = next;
        }
      },
    ),
    { numRuns: 1000 },
  );
});

test('at a constant load the formula comes to rest, from wherever it begins', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 10, max: 90 }),
      (load, initially, target) => {
        const next = (n: number): number | undefined => proportional(n, Math.min(100, load / n), target);
        let n = initially;
        for (let i = 0; i < 100; i++) n = next(n) ?? n;
        expect(next(n) ?? n).toBe(n);
        // At rest the metric is within the tolerance, or one instance fewer would be too few.
        const metric = load / n;
        expect(
          Math.abs(metric - target) <= 0.1 * target + 1e-9 || (metric <= target && load / (n - 1) > target - 1e-9),
        ).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});
