import fc from 'fast-check';
import { expect, test } from 'vitest';
import { millisecond, second } from '../../../src/kernel/time.ts';
import { figuresOf } from '../../../src/systems/circuit-breaker/figures.ts';
import { duration, type Outcome } from '../../../src/systems/circuit-breaker/model.ts';
import { scripts } from '../../../src/systems/circuit-breaker/script.ts';

const script = scripts.outage;
type Result = Outcome['calls'][number]['result'];

const runOf = (calls: Outcome['calls'], requests: Outcome['requests'] = []): Outcome => ({
  calls,
  requests,
  transitions: [],
  waiting: [],
});

/** Twenty calls in each second of the run, so many of which are answered. */
const answeredEachSecond = (answered: (at: number) => number): Outcome =>
  runOf(
    Array.from({ length: (20 * duration) / second }, (_, i) => {
      const called = (i * second) / 20;
      return { called, ended: called + second, result: i % 20 < answered(Math.floor(i / 20)) ? 'answered' : 'failed' };
    }),
  );

test.each<[string, (at: number) => number, number]>([
  ['19 of 20 answered throughout is no trouble', () => 19, 0],
  ['trouble that ends with its cause', (at) => (at < 20 ? 0 : 20), 0],
  ['a last bad second right after it', (at) => (at <= 20 ? 0 : 20), 1],
  ['18 of 20 in one later second', (at) => (at === 27 ? 18 : 20), 8],
  ['bad until the last second but one', (at) => (at === 58 ? 0 : 20), 39],
  ['bad in the last second', (at) => (at === 59 ? 0 : 20), Infinity],
])('recovery counts the seconds from the end of the trouble to the last bad one: %s', (_, answered, seconds) => {
  expect(figuresOf(answeredEachSecond(answered), script).recoverySeconds).toBe(seconds);
});

test('shares are of all calls, whatever became of them', () => {
  const results: Result[] = ['answered', 'answered', 'answered', 'failed', 'refused', 'refused', 'failed', 'failed'];
  const calls = results.map((result) => ({ called: 0, ended: 0, result }));
  expect(figuresOf(runOf(calls), script)).toMatchObject({ answered: 37.5, refused: 25 });
  expect(figuresOf(runOf([]), script)).toMatchObject({ answered: 0, refused: 0, wasted: 0, peak: 0 });
});

test('the wait at p99 is that of the 99th of 100 callers, in milliseconds', () => {
  const calls = Array.from({ length: 100 }, (_, i) => ({
    called: 7,
    ended: 7 + (i + 1) * millisecond,
    result: 'failed' as const,
  }));
  expect(figuresOf(runOf(calls), script).p99Milliseconds).toBe(99);
});

test('the peak is the most retries in any 10 ms, wherever these begin; first attempts do not count', () => {
  const requests = fc.array(fc.record({ sent: fc.nat(60).map((ms) => ms * millisecond), retry: fc.boolean() }), {
    maxLength: 60,
    size: 'max',
  });
  fc.assert(
    fc.property(requests, (made) => {
      const sorted = made
        .toSorted((a, b) => a.sent - b.sent)
        .map((each) => ({ ...each, settled: each.sent, answered: false }));
      const retries = sorted.filter(({ retry }) => retry).map(({ sent }) => sent);
      const most = Math.max(
        0,
        ...retries.map((from) => retries.filter((sent) => sent >= from && sent < from + 10 * millisecond).length),
      );
      expect(figuresOf(runOf([], sorted), script)).toMatchObject({ peak: most, wasted: made.length });
    }),
    { numRuns: 1000 },
  );
});
