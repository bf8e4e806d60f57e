import fc from 'fast-check';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { afterEach, expect, test, vi } from 'vitest';
import type { Quota } from '../../../src/systems/rate-limiter/algorithms/limiter.ts';
import { judge } from '../../../src/systems/rate-limiter/model.ts';
import { traces } from './traces.ts';

const admitted = (quota: Quota, requests: readonly number[]): readonly boolean[] =>
  judge('windowFromFirstRequest', quota, { requests }).decisions.map(({ passed }) => passed !== undefined);

afterEach(() => {
  vi.useRealTimers();
});

const verdictsOf = async ({ limit, window }: Quota, requests: readonly number[]): Promise<readonly boolean[]> => {
  vi.useFakeTimers({ now: 0 });
  // The window in milliseconds: the library's clock knows nothing finer.
  const oracle = new RateLimiterMemory({ points: limit, duration: window / 1000 });
  const verdicts: boolean[] = [];
  for (const time of requests) {
    vi.advanceTimersByTime(time - Date.now());
    verdicts.push(
      await oracle.consume('client').then(
        () => true,
        () => false,
      ),
    );
  }
  vi.useRealTimers();
  return verdicts;
};

test('RateLimiterMemory opens its window with the first request: five a second, one each 150 ms', async () => {
  const requests = Array.from({ length: 12 }, (_, i) => i * 150);
  const quota = { limit: 5, burst: 1, window: 1000 };
  const expected = [...'111110011111'].map((digit) => digit === '1');
  expect(await verdictsOf(quota, requests)).toEqual(expected);
  expect(admitted(quota, requests)).toEqual(expected);
});

test('the window from the first request gives the verdicts of RateLimiterMemory on any traffic', async () => {
  const quota = fc.record({
    limit: fc.integer({ min: 1, max: 8 }),
    burst: fc.constant(1),
    window: fc.constantFrom(1000, 2000),
  });
  const given = quota.chain((some) => fc.tuple(fc.constant(some), traces(some)));
  await fc.assert(
    fc.asyncProperty(given, async ([some, requests]) => {
      expect(admitted(some, requests)).toEqual(await verdictsOf(some, requests));
    }),
    { numRuns: 1000 },
  );
});
