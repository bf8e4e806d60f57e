import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Inside, Quota } from '../../../src/systems/rate-limiter/algorithms/limiter.ts';
import {
  type Algorithm,
  algorithms,
  isRefusedThoughLegal,
  judge,
  worstWindow,
} from '../../../src/systems/rate-limiter/model.ts';
import { cases } from './traces.ts';

const names = Object.keys(algorithms) as Algorithm[];
const runs = { numRuns: 2000 };

const admitted = (name: Algorithm, quota: Quota, requests: readonly number[]): readonly boolean[] =>
  judge(name, quota, { requests }).decisions.map(({ passed }) => passed !== undefined);

const count = (verdicts: readonly boolean[]): number => verdicts.filter(Boolean).length;

describe.each(names)('%s', (name) => {
  test('passes on no more than its bound in any window, whatever the traffic', () => {
    fc.assert(
      fc.property(cases, ([quota, requests]) => {
        const { passed } = judge(name, quota, { requests });
        expect(worstWindow(passed, quota.window).count).toBeLessThanOrEqual(algorithms[name].bound(quota));
      }),
      runs,
    );
  });

  test('judges every request, in order, and passes none on before it came', () => {
    fc.assert(
      fc.property(cases, ([quota, requests]) => {
        const { decisions, passed } = judge(name, quota, { requests });
        expect(decisions.map(({ time }) => time)).toEqual(requests);
        expect(decisions.flatMap(({ passed: at }) => at ?? [])).toEqual(passed);
        expect(decisions.every(({ time, passed: at }) => at === undefined || at >= time)).toBe(true);
        expect(passed.every(Number.isSafeInteger)).toBe(true);
      }),
      runs,
    );
  });

  test('judges a prefix as it judges the whole, and reading its count changes nothing', () => {
    fc.assert(
      fc.property(cases, ([quota, requests]) => {
        const moments = requests.flatMap((time) => [time, time + 1]).toSorted((a, b) => a - b);
        const whole = judge(name, quota, { requests, moments });
        const half = Math.floor(requests.length / 2);
        expect(judge(name, quota, { requests: requests.slice(0, half) }).decisions).toEqual(
          whole.decisions.slice(0, half),
        );
        expect(whole.counted).toHaveLength(moments.length);
        expect(whole.counted.every((counted) => counted >= 0)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('admits the first request of a quiet client', () => {
    fc.assert(
      fc.property(cases, ([quota, requests]) => {
        const later = (requests.at(-1) ?? 0) + (quota.burst + 2) * quota.window;
        expect(admitted(name, quota, [...requests, later]).at(-1)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

test.each(names)('%s: a higher limit admits no fewer', (name) => {
  fc.assert(
    fc.property(cases, ([quota, requests]) => {
      const more = count(admitted(name, { ...quota, limit: quota.limit + 1 }, requests));
      expect(more).toBeGreaterThanOrEqual(count(admitted(name, quota, requests)));
    }),
    runs,
  );
});

test.each(['tokenBucket', 'gcra', 'leakyBucketQueue'] as const)('%s: a larger bucket admits no fewer', (name) => {
  fc.assert(
    fc.property(cases, ([quota, requests]) => {
      const more = count(admitted(name, { ...quota, burst: quota.burst + 1 }, requests));
      expect(more).toBeGreaterThanOrEqual(count(admitted(name, quota, requests)));
    }),
    runs,
  );
});

test.each(names)('%s: what is inside is what is counted, and looking changes nothing', (name) => {
  fc.assert(
    fc.property(cases, ([quota, requests]) => {
      const { limit, burst, window } = quota;
      const limiter = algorithms[name].limiter(quota);
      const seen = requests.map((time) => {
        const passed = limiter.take(time);
        for (const now of [time, time + 1]) {
          const inside = limiter.inside(now);
          const counted = limiter.counted(now);
          if (inside.kind === 'queue' ? inside.taken !== Math.ceil(counted) : !isClose(countOf(inside, now), counted))
            expect.fail(`${JSON.stringify(inside)} is not ${counted} at ${now}.`);
        }
        return passed;
      });
      expect(seen).toEqual(judge(name, quota, { requests }).decisions.map(({ passed }) => passed));

      function countOf(inside: Exclude<Inside, { readonly kind: 'queue' }>, now: number): number {
        switch (inside.kind) {
          case 'window':
            return now - inside.start < window ? inside.count : Number.NaN;
          case 'windows':
            return inside.previous * (1 - (now - inside.start) / window) + inside.current;
          case 'log':
            return inside.times.length === Math.min(6, inside.count) &&
              inside.times.every((time) => now - time < window)
              ? inside.count
              : Number.NaN;
          case 'bucket':
            return burst - inside.tokens;
          case 'meter':
            return Math.max(0, ((inside.theoreticalArrival - now) * limit) / window);
        }
      }
    }),
    { numRuns: 1000 },
  );
});

const isClose = (a: number, b: number): boolean => Math.abs(a - b) < 1e-9;

describe('each bound is reached by some traffic', () => {
  const quota: Quota = { limit: 5, burst: 7, window: 1000 };
  const times = (amount: number, time: number): readonly number[] => Array.from({ length: amount }, () => time);
  const worstTraffic: Readonly<Record<Algorithm, readonly number[]>> = {
    fixedWindow: [...times(5, 999), ...times(5, 1000)],
    windowFromFirstRequest: [0, ...times(4, 999), ...times(5, 1000)],
    slidingLog: times(6, 0),
    slidingWindowCounter: [...times(5, 999), ...times(5, 1998)],
    tokenBucket: [...times(7, 0), 200, 400, 600, 800, 999],
    gcra: [...times(7, 0), 200, 400, 600, 800, 999],
    leakyBucketQueue: times(7, 0),
  };
  test.each(names)('%s', (name) => {
    const { passed } = judge(name, quota, { requests: worstTraffic[name] });
    expect(worstWindow(passed, quota.window).count).toBe(algorithms[name].bound(quota));
  });
});

test('GCRA is a token bucket: the same verdict on every request, and the same count', () => {
  fc.assert(
    fc.property(cases, ([quota, requests]) => {
      const moments = requests.map((time) => time + 1);
      const meter = judge('gcra', quota, { requests, moments });
      const bucket = judge('tokenBucket', quota, { requests, moments });
      expect(meter.decisions).toEqual(bucket.decisions);
      expect(meter.counted).toEqual(bucket.counted);
    }),
    { numRuns: 5000 },
  );
});

test('GCRA is a token bucket at a real scale: microseconds, a second, limits that do not divide it', () => {
  const real = fc.record({ limit: fc.integer({ min: 1, max: 1000 }), burst: fc.integer({ min: 1, max: 1000 }) });
  const gap = fc.oneof(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 2_000_000 }));
  const gaps = fc.array(gap, { maxLength: 200, size: 'max' });
  fc.assert(
    fc.property(real, gaps, (size, between) => {
      const quota = { ...size, window: 1_000_000 };
      let now = 0;
      const requests = between.map((span) => (now += span));
      expect(admitted('gcra', quota, requests)).toEqual(admitted('tokenBucket', quota, requests));
    }),
    { numRuns: 1000 },
  );
});

test('the leaky bucket as a queue admits what the meter admits', () => {
  fc.assert(
    fc.property(cases, ([quota, requests]) => {
      expect(admitted('leakyBucketQueue', quota, requests)).toEqual(admitted('gcra', quota, requests));
    }),
    runs,
  );
});

test('what leaves the queue is spaced by window ÷ limit, to the whole microsecond and without drift', () => {
  fc.assert(
    fc.property(cases, ([quota, requests]) => {
      const { passed } = judge('leakyBucketQueue', quota, { requests });
      passed.forEach((at, j) => {
        passed.slice(0, j).forEach((before, i) => {
          // Each was rounded up by less than 1 µs.
          if ((at - before + 1) * quota.limit <= (j - i) * quota.window)
            expect.fail(`${before} and ${at} are too close.`);
        });
      });
    }),
    { numRuns: 1000 },
  );
});

test('the sliding log admits exactly while fewer than the limit were admitted in the window before', () => {
  fc.assert(
    fc.property(cases, ([quota, requests]) => {
      const { decisions } = judge('slidingLog', quota, { requests });
      for (const decision of decisions) {
        expect(decision.passed !== undefined).toBe(decision.admittedBefore < quota.limit);
        expect(isRefusedThoughLegal(decision, quota)).toBe(false);
      }
    }),
    runs,
  );
});

test('the admitted before a request are those of the window that ends with it, counted one by one', () => {
  fc.assert(
    fc.property(fc.constantFrom(...names), cases, (name, [quota, requests]) => {
      const { decisions } = judge(name, quota, { requests });
      decisions.forEach(({ time, admittedBefore }, i) => {
        const kept = decisions.slice(0, i).filter((d) => d.passed !== undefined && d.time > time - quota.window);
        expect(admittedBefore).toBe(kept.length);
      });
    }),
    { numRuns: 1000 },
  );
});

test('the sliding window counter compares as the formula does in fractions', () => {
  // 80 in the minute before, 40 in this one, 15 s in: 80 × 0.75 + 40 = 100, and the next is refused.
  const minute = 60_000_000;
  const before = [
    ...Array.from({ length: 80 }, (_, i) => i * 750_000),
    ...Array.from({ length: 40 }, () => minute + 14_999_999),
  ];
  const quota = { limit: 100, burst: 1, window: minute };
  expect(count(admitted('slidingWindowCounter', quota, before))).toBe(120);
  expect(admitted('slidingWindowCounter', quota, [...before, minute + 15_000_000]).at(-1)).toBe(false);
  expect(admitted('slidingWindowCounter', quota, [...before, minute + 15_000_001]).at(-1)).toBe(true);
});

test('the sliding window counter weighs what it admitted in the two windows, counted one by one', () => {
  fc.assert(
    fc.property(cases, ([quota, requests]) => {
      const { limit, window } = quota;
      const { decisions } = judge('slidingWindowCounter', quota, { requests });
      decisions.forEach(({ time, passed }, i) => {
        const index = Math.floor(time / window);
        const admittedIn = (which: number): number =>
          decisions.slice(0, i).filter((d) => d.passed !== undefined && Math.floor(d.time / window) === which).length;
        const left = (index + 1) * window - time;
        const weighted = admittedIn(index - 1) * left + admittedIn(index) * window;
        expect(passed !== undefined).toBe(weighted < limit * window);
      });
    }),
    runs,
  );
});

test('the log counts at a moment the admitted of the window that ends with it, those of the moment itself among them', () => {
  fc.assert(
    fc.property(cases, ([quota, requests]) => {
      const moments = requests.flatMap((time) => [time, time + 1]).toSorted((a, b) => a - b);
      const { passed, counted } = judge('slidingLog', quota, { requests, moments });
      expect(counted).toEqual(
        moments.map((now) => passed.filter((time) => time <= now && time > now - quota.window).length),
      );
    }),
    { numRuns: 1000 },
  );
});

test('state is 8 bytes for each number that is kept, at its most', () => {
  fc.assert(
    fc.property(cases, ([quota, requests]) => {
      const bytes = (name: Algorithm): number => judge(name, quota, { requests }).bytes;
      expect(names.map(bytes)).toEqual([
        16, // the window and its count
        16,
        8 * worstWindow(judge('slidingLog', quota, { requests }).passed, quota.window).count,
        24, // the window and two counts
        16, // the tokens and their time
        8,
        8 + 8 * mostTaken(quota, requests),
      ]);
    }),
    { numRuns: 1000 },
  );

  /** The most slots that are taken at once: by those who wait and the one who left less than window ÷ limit ago. */
  function mostTaken({ limit, window, burst }: Quota, requests: readonly number[]): number {
    let ends: readonly number[] = [];
    return requests.reduce((most, now) => {
      ends = ends.filter((end) => end > now * limit);
      if (ends.length < burst || (ends[0] ?? 0) <= now * limit)
        ends = [...ends, Math.max(now * limit, ends.at(-1) ?? 0) + window];
      return Math.max(most, ends.length);
    }, 0);
  }
});

test('fixed windows count each window for itself', () => {
  fc.assert(
    fc.property(cases, ([quota, requests]) => {
      const verdicts = admitted('fixedWindow', quota, requests);
      const windows = Map.groupBy(requests.keys(), (i) => Math.floor((requests[i] ?? 0) / quota.window));
      for (const inWindow of windows.values())
        expect(inWindow.filter((i) => verdicts[i])).toEqual(inWindow.slice(0, quota.limit));
    }),
    runs,
  );
});
