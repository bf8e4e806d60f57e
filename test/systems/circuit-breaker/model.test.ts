import fc from 'fast-check';
import { expect, test } from 'vitest';
import { streams } from '../../../src/kernel/random.ts';
import { exponential } from '../../../src/kernel/samplers.ts';
import { second } from '../../../src/kernel/time.ts';
import {
  duration,
  type Options,
  queueLimit,
  simulate,
  timeout,
  workers,
} from '../../../src/systems/circuit-breaker/model.ts';
import { doneAt, type Script, scripts } from '../../../src/systems/circuit-breaker/script.ts';

const optionsOf = fc.record(
  {
    script: fc.constantFrom(...Object.values(scripts)),
    breaker: fc.record({
      threshold: fc.oneof(
        fc.record({ kind: fc.constant('consecutive' as const), failures: fc.integer({ min: 1, max: 20 }) }),
        fc.record({
          kind: fc.constant('rate' as const),
          percent: fc.integer({ min: 5, max: 100 }),
          window: fc.integer({ min: 5, max: 50 }),
        }),
      ),
      reset: fc.integer({ min: second / 2, max: 20 * second }),
      probes: fc.integer({ min: 1, max: 10 }),
    }),
    retries: fc.nat(5),
    backoff: fc.constantFrom('none', 'fixed', 'exponential', 'full-jitter', 'decorrelated-jitter'),
  },
  { requiredKeys: ['script', 'retries', 'backoff'] },
) satisfies fc.Arbitrary<Options>;

/** When the calls of a run come, drawn afresh. */
function arrivalsOf({ script: { burst } }: Options, seed: number): readonly number[] {
  const [coming] = streams(seed, 1);
  const arrivals = new Array<number>(burst.calls).fill(burst.time);
  for (let time = exponential(coming, second / 30); time < duration; time += exponential(coming, second / 30))
    arrivals.push(time);
  return arrivals.toSorted((a, b) => a - b);
}

test('every call ends exactly once; no request passes an open breaker; nobody waits beyond the limits', () => {
  fc.assert(
    fc.property(optionsOf, fc.nat(), (options, seed) => {
      const { calls, requests, transitions, waiting } = simulate(options, seed);
      expect(calls.map(({ called }) => called).toSorted((a, b) => a - b)).toEqual(arrivalsOf(options, seed));
      expect(calls.every(({ called, ended }) => ended >= called)).toBe(true);
      const count = (result: string): number => calls.filter((call) => call.result === result).length;
      expect(requests.filter(({ answered }) => answered).length).toBe(count('answered'));
      expect(requests.filter(({ retry }) => !retry).length).toBeLessThanOrEqual(calls.length);
      expect(requests.length).toBeLessThanOrEqual(calls.length * (options.retries + 1));
      // Only after its last attempt does a call fail.
      expect(requests.length).toBeGreaterThanOrEqual(count('answered') + count('failed') * (options.retries + 1));
      const isSound = ({ sent, settled, work, answered }: (typeof requests)[number]): boolean =>
        settled <= sent + timeout &&
        (work === undefined || (work.begun >= sent && work.done >= Math.max(work.begun, settled))) &&
        (!answered || work?.done === settled);
      expect(requests.find((request) => !isSound(request))).toBeUndefined();
      // Requests are served in the order in which they came, also those of callers who gave up.
      const begun = requests.flatMap(({ work }) => work?.begun ?? []);
      expect(begun).toEqual(begun.toSorted((a, b) => a - b));
      if (!options.breaker) {
        expect(count('refused') + transitions.length).toBe(0);
        expect(requests.filter(({ answered }) => !answered).length).toBe(
          requests.length - calls.length + count('failed'),
        );
      }
      const reset = options.breaker?.reset ?? 0;
      for (const { time } of transitions.filter(({ to }) => to === 'open'))
        expect(requests.some(({ sent }) => sent > time && sent < time + reset)).toBe(false);
      expect(Math.max(...waiting)).toBeLessThanOrEqual(queueLimit);
      // Six attempts of a second each, and the waits between them.
      const longest = (options.retries + 1) * timeout + options.retries * 5 * second;
      expect(calls.every(({ called, ended }) => ended - called <= longest)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

/** A backend that hangs throughout. */
const dead: Script = {
  troubles: [{ from: 0, to: duration, speed: 0 }],
  burst: { time: 0, calls: 0 },
  over: duration,
};

/** How long the first of all callers waits in milliseconds where two retries do not help either. */
function firstWait(backoff: Options['backoff'], seed: number): number {
  const { calls } = simulate({ script: dead, retries: 2, backoff }, seed);
  const { called, ended, result } = calls.toSorted((a, b) => a.called - b.called)[0] ?? expect.fail('No call');
  expect(result).toBe('failed');
  return (ended - called) / 1000;
}

test('a caller waits for each answer for a second, and before each retry as the backoff says', () => {
  for (let seed = 1; seed <= 30; seed++) {
    expect(firstWait('none', seed)).toBe(3000);
    expect(firstWait('fixed', seed)).toBe(3000 + 100 + 100);
    expect(firstWait('exponential', seed)).toBe(3000 + 100 + 200);
  }
  const full = Array.from({ length: 100 }, (_, seed) => firstWait('full-jitter', seed) - 3000);
  expect(Math.min(...full)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...full)).toBeLessThanOrEqual(100 + 200);
  // The second wait is of up to 200 ms.
  expect(Math.max(...full)).toBeGreaterThan(200);
  const decorrelated = Array.from({ length: 100 }, (_, seed) => firstWait('decorrelated-jitter', seed) - 3000);
  expect(Math.min(...decorrelated)).toBeGreaterThanOrEqual(100 + 100);
  // Up to three times the wait before, which was up to three times the base.
  expect(Math.max(...decorrelated)).toBeLessThanOrEqual(300 + 900);
  expect(Math.max(...decorrelated)).toBeGreaterThan(300 + 300);
});

test('the backend holds as many requests as it has workers and places, and turns the next away at once', () => {
  const { requests } = simulate({ script: dead, retries: 5, backoff: 'exponential' }, 1);
  const inTime = requests.filter(({ sent }) => sent < duration);
  const held = inTime.filter(({ work }) => work);
  expect(held).toHaveLength(workers + queueLimit);
  expect(inTime.slice(0, held.length)).toEqual(held);
  expect(inTime.slice(held.length).every(({ sent, settled, answered }) => settled === sent && !answered)).toBe(true);
});

test('the backend also works for callers who gave up', () => {
  const { requests } = simulate({ script: scripts.outage, retries: 3, backoff: 'exponential' }, 1);
  expect(requests.filter(({ work, settled }) => work && work.begun >= settled).length).toBeGreaterThan(1000);
});

test('a request that is turned away is a failure for the breaker: a stampede opens it at its own moment', () => {
  const breaker = { threshold: { kind: 'consecutive' as const, failures: 5 }, reset: 2 * second, probes: 1 };
  const { time, calls: burst } = scripts.stampede.burst;
  const { requests, transitions, calls } = simulate(
    { script: scripts.stampede, breaker, retries: 0, backoff: 'none' },
    1,
  );
  expect(transitions[0]).toEqual({ time, from: 'closed', to: 'open' });
  const turnedAway = requests.filter(({ sent, work }) => sent === time && !work);
  expect(turnedAway).toHaveLength(5);
  const refused = calls.filter(({ called, result }) => called === time && result === 'refused');
  expect(refused).toHaveLength(burst - requests.filter(({ sent }) => sent === time).length);
});

test('work under a script takes as long as when it is done microsecond by microsecond', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ gap: fc.nat(15), length: fc.integer({ min: 1, max: 15 }), speed: fc.constantFrom(0, 0.5, 1) }),
        {
          maxLength: 4,
        },
      ),
      fc.nat(60),
      fc.integer({ min: 1, max: 40 }),
      (pieces, begun, work) => {
        let clock = 0;
        // Even bounds, so that half of a stretch is whole.
        const troubles = pieces.map(({ gap, length, speed }) => {
          const from = clock + 2 * gap;
          clock = from + 2 * length;
          return { from, to: clock, speed };
        });
        const start = 2 * begun;
        let time = start;
        for (let left = work; left > 0; time++)
          left -= troubles.find(({ from, to }) => from <= time && time < to)?.speed ?? 1;
        expect(doneAt(troubles, start, work)).toBe(time);
      },
    ),
    { numRuns: 5000 },
  );
});

test('same seed, same run, whatever ran between', () => {
  fc.assert(
    fc.property(optionsOf, optionsOf, fc.nat(), (options, other, seed) => {
      const first = simulate(options, seed);
      simulate(other, seed + 1);
      expect(simulate(options, seed)).toEqual(first);
    }),
    { numRuns: 30 },
  );
});
