import fc from 'fast-check';
import { expect, test } from 'vitest';
import { second } from '../../../src/kernel/time.ts';
import { censusAt } from '../../../src/systems/circuit-breaker/census.ts';
import type { Outcome } from '../../../src/systems/circuit-breaker/model.ts';

const moment = fc.nat(40).map((tenths) => (tenths * second) / 10);
const requests: fc.Arbitrary<Outcome['requests'][number]> = fc
  .record({
    sent: moment,
    patience: moment,
    work: fc.option(fc.record({ wait: moment, span: moment })),
  })
  .map(({ sent, patience, work }) => ({
    sent,
    settled: sent + patience,
    ...(work && { work: { begun: sent + work.wait, done: sent + work.wait + work.span } }),
    retry: false,
    answered: false,
  }));
const calls: fc.Arbitrary<Outcome['calls'][number]> = fc
  .record({ called: moment, took: moment, result: fc.constantFrom('answered', 'failed', 'refused') })
  .map(({ called, took, result }) => ({ called, ended: called + took, result }));

test('a census counts at each moment what has begun by then and not ended', () => {
  fc.assert(
    fc.property(
      fc.array(requests, { maxLength: 40, size: 'max' }),
      fc.array(calls, { maxLength: 40, size: 'max' }),
      fc.uniqueArray(moment, { maxLength: 20 }),
      (sent, made, moments) => {
        const times = moments.toSorted((a, b) => a - b);
        const census = censusAt(times, { requests: sent, calls: made, transitions: [], waiting: [] });
        times.forEach((now, i) => {
          const asking = sent.filter((each) => each.sent <= now && now < each.settled).length;
          const inQueue = sent.filter(({ sent: from, work }) => work && from <= now && now < work.begun);
          const ended = (result: string): number =>
            made.filter((call) => call.result === result && call.ended <= now && now < call.ended + second).length;
          expect(census[i]).toEqual({
            waiting: inQueue.length,
            abandoned: inQueue.filter(({ settled }) => settled <= now).length,
            working: sent.filter(({ work }) => work && work.begun <= now && now < work.done).length,
            asking,
            pausing: made.filter(({ called, ended: end }) => called <= now && now < end).length - asking,
            answered: ended('answered'),
            failed: ended('failed'),
            refused: ended('refused'),
          });
        });
      },
    ),
    { numRuns: 1000 },
  );
});
