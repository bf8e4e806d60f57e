import { ExponentialBackoff, noJitterGenerator } from 'cockatiel';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { random } from '../../../src/kernel/random.ts';
import { meanOf } from '../../../src/kernel/statistics.ts';
import { millisecond } from '../../../src/kernel/time.ts';
import { type Backoff, wait } from '../../../src/systems/circuit-breaker/backoff.ts';

/** The first waits of one caller in milliseconds. */
function waits(kind: Backoff, count: number, base = 100, cap = 5000, seed = 1): readonly number[] {
  const stream = random(seed);
  let previous = base * millisecond;
  return Array.from({ length: count }, (_, retry) => {
    previous = wait({ kind, base: base * millisecond, cap: cap * millisecond }, retry, previous, stream);
    return previous / millisecond;
  });
}

test('exponential waits are cockatiel’s without jitter', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 100_000 }), (base, cap) => {
      let theirs = new ExponentialBackoff({ generator: noJitterGenerator, initialDelay: base, maxDelay: cap }).next();
      for (const ours of waits('exponential', 12, base, cap)) {
        expect(ours).toBe(theirs.duration);
        theirs = theirs.next(undefined);
      }
    }),
    { numRuns: 1000 },
  );
  expect(waits('exponential', 8)).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000]);
});

test('no wait is none, a fixed one is always the same', () => {
  expect(waits('none', 3)).toEqual([0, 0, 0]);
  expect(waits('fixed', 3)).toEqual([100, 100, 100]);
});

test('full jitter stays from 0 to the exponential wait, decorrelated from the base to three times the wait before', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 1, max: 1000 }),
      fc.integer({ min: 1000, max: 9000 }),
      (seed, base, cap) => {
        const bounds = waits('exponential', 10, base, cap);
        for (const [i, waited] of waits('full-jitter', 10, base, cap, seed).entries()) {
          expect(waited).toBeGreaterThanOrEqual(0);
          expect(waited).toBeLessThanOrEqual(bounds[i] ?? 0);
        }
        const decorrelated = waits('decorrelated-jitter', 10, base, cap, seed);
        for (const [i, waited] of decorrelated.entries()) {
          expect(waited).toBeGreaterThanOrEqual(base);
          // To the microsecond that rounding adds.
          expect(waited).toBeLessThanOrEqual(Math.min(cap, (decorrelated[i - 1] ?? base) * 3 + 0.001));
        }
      },
    ),
    { numRuns: 1000 },
  );
});

test('the mean of full jitter is half of the exponential wait, that of a first decorrelated wait twice the base', () => {
  const stream = random(1);
  const mean = (kind: Backoff): number =>
    meanOf(Array.from({ length: 4000 }, () => wait({ kind, base: 100, cap: 5000 }, 0, 100, stream)));
  // The means have standard deviations of 0.46 and 0.91.
  expect(Math.abs(mean('full-jitter') - 50)).toBeLessThan(2.5);
  expect(Math.abs(mean('decorrelated-jitter') - 200)).toBeLessThan(5);
});
