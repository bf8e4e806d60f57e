import fc from 'fast-check';
import type { Quota } from '../../../src/systems/rate-limiter/algorithms/limiter.ts';

/** A quota with a window so short that chance meets its edges. */
const quotas: fc.Arbitrary<Quota> = fc.record({
  limit: fc.integer({ min: 1, max: 8 }),
  burst: fc.integer({ min: 1, max: 10 }),
  window: fc.integer({ min: 8, max: 60 }),
});

/** Times in order: many at once, some close together, some about a window apart. */
export const traces = ({ window }: Quota): fc.Arbitrary<readonly number[]> => {
  const gap = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(0, 1, 2) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: window }) },
    { weight: 2, arbitrary: fc.integer({ min: window - 2, max: window + 2 }) },
    { weight: 1, arbitrary: fc.integer({ min: window, max: 4 * window }) },
  );
  return fc.array(gap, { maxLength: 80, size: 'max' }).map((gaps) => {
    let now = 0;
    return gaps.map((between) => {
      now += between;
      return now;
    });
  });
};

/** A quota with a trace for it. */
export const cases: fc.Arbitrary<readonly [Quota, readonly number[]]> = quotas.chain((quota) =>
  fc.tuple(fc.constant(quota), traces(quota)),
);
