import { createRequire } from 'node:module';
import { CircuitState, ConsecutiveBreaker, CountBreaker, circuitBreaker as cockatiel, handleAll } from 'cockatiel';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { millisecond } from '../../../src/kernel/time.ts';
import {
  type Breaker,
  type BreakerOptions,
  circuitBreaker,
  type State,
  type Threshold,
  type Transition,
} from '../../../src/systems/circuit-breaker/breaker.ts';

interface Opossum {
  readonly closed: boolean;
  readonly opened: boolean;
  fire(): Promise<unknown>;
  on(event: 'open' | 'halfOpen' | 'close', listener: () => void): void;
  shutdown(): void;
}
// It has no types of its own.
const OpossumBreaker: new (
  action: () => Promise<unknown>,
  options: Readonly<Record<string, number | boolean>>,
) => Opossum = createRequire(import.meta.url)('opossum');

const reset = 1000;
const consecutive = (failures: number): Threshold => ({ kind: 'consecutive', failures });

/** A breaker of ours with the log of its transitions. */
function watched(options: BreakerOptions): { readonly breaker: Breaker; readonly log: Transition[] } {
  const log: Transition[] = [];
  return { breaker: circuitBreaker(options, (transition) => log.push(transition)), log };
}

/** One call that ends at once; true where it passed. */
function call(breaker: Breaker, now: number, failed: boolean): boolean {
  const permit = breaker.admit(now);
  if (permit) breaker.report(now, permit, failed);
  return permit !== undefined;
}

/** Every 100 ms a call until 900 ms, all failing, and one that succeeds at 1700 ms. */
const timeline = [
  ...Array.from({ length: 10 }, (_, i) => ({ at: 100 * i, failed: true })),
  { at: 1700, failed: false },
];
const expected = [
  { time: 400, from: 'closed', to: 'open' },
  { time: 1700, from: 'open', to: 'half-open' },
  { time: 1700, from: 'half-open', to: 'closed' },
];

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

test.each<[string, Threshold]>([
  ['five failures in a row', consecutive(5)],
  ['all of a window of five', { kind: 'rate', percent: 100, window: 5 }],
])('%s at every 100 ms open it at 400 ms; the first call after the timeout closes it at 1700 ms', (_, threshold) => {
  const { breaker, log } = watched({ threshold, reset: reset * millisecond, probes: 1 });
  const passed = timeline.map(({ at, failed }) => call(breaker, at * millisecond, failed));
  expect(log).toEqual(expected.map((transition) => ({ ...transition, time: transition.time * millisecond })));
  expect(passed).toEqual(timeline.map(({ at }) => at <= 400 || at === 1700));
});

test.each([
  ['ConsecutiveBreaker', () => new ConsecutiveBreaker(5)],
  ['CountBreaker', () => new CountBreaker({ threshold: 0.99, size: 5 })],
])('cockatiel’s %s goes through the same states at the same times', async (_, breaker) => {
  const policy = cockatiel(handleAll, { halfOpenAfter: reset, breaker: breaker() });
  const log: { readonly time: number; readonly to: string }[] = [];
  policy.onStateChange((state) => {
    log.push({ time: Date.now(), to: nameOf[state] });
  });
  for (const { at, failed } of timeline) {
    vi.setSystemTime(at);
    await policy.execute(() => outcome(failed)).catch(() => undefined);
  }
  expect(log).toEqual(expected.map(({ time, to }) => ({ time, to })));
});

test('opossum opens and closes at the same times; it is half-open as soon as the timeout is over', async () => {
  let failed = true;
  const policy = new OpossumBreaker(() => outcome(failed), { volumeThreshold: 5, resetTimeout: reset, timeout: false });
  const log: { readonly time: number; readonly to: State }[] = [];
  policy.on('open', () => log.push({ time: Date.now(), to: 'open' }));
  policy.on('halfOpen', () => log.push({ time: Date.now(), to: 'half-open' }));
  policy.on('close', () => log.push({ time: Date.now(), to: 'closed' }));
  for (const step of timeline) {
    await vi.advanceTimersByTimeAsync(step.at - Date.now());
    failed = step.failed;
    await policy.fire().catch(() => undefined);
  }
  policy.shutdown();
  expect(log).toEqual([
    { time: 400, to: 'open' },
    { time: 1400, to: 'half-open' },
    { time: 1700, to: 'closed' },
  ]);
});

const nameOf: Readonly<Record<CircuitState, string>> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Isolated]: 'isolated',
};

const outcome = (failed: boolean): Promise<unknown> => (failed ? Promise.reject(new Error('down')) : Promise.resolve());

/** Calls one after another, each at once at its end. */
const sequences = fc.array(fc.record({ gap: fc.constantFrom(0, 100, 400, 1000), failed: fc.boolean() }), {
  maxLength: 40,
  size: 'max',
});

test('cockatiel admits and refuses the same calls of any sequence, and is in the same state after each', async () => {
  await fc.assert(
    fc.asyncProperty(sequences, fc.integer({ min: 1, max: 6 }), async (sequence, failures) => {
      vi.setSystemTime(0);
      const theirs = cockatiel(handleAll, { halfOpenAfter: reset, breaker: new ConsecutiveBreaker(failures) });
      const { breaker } = watched({ threshold: consecutive(failures), reset, probes: 1 });
      for (const { gap, failed } of sequence) {
        vi.setSystemTime(Date.now() + gap);
        let passed = false;
        await theirs
          .execute(() => {
            passed = true;
            return outcome(failed);
          })
          .catch(() => undefined);
        expect(call(breaker, Date.now(), failed)).toBe(passed);
        expect(breaker.state).toBe(nameOf[theirs.state]);
      }
    }),
    { numRuns: 1000 },
  );
});

test('a rate over a window opens it at the same call as cockatiel’s CountBreaker', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { maxLength: 60, size: 'max' }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 99 }),
      async (sequence, window, percent) => {
        // Theirs opens above the threshold, ours at it.
        const counter = new CountBreaker({ threshold: percent / 100 - 1e-6, size: window });
        const theirs = cockatiel(handleAll, { halfOpenAfter: reset, breaker: counter });
        const { breaker } = watched({ threshold: { kind: 'rate', percent, window }, reset, probes: 1 });
        for (const failed of sequence) {
          await theirs.execute(() => outcome(failed)).catch(() => undefined);
          call(breaker, 0, failed);
          expect(breaker.state).toBe(nameOf[theirs.state]);
        }
      },
    ),
    { numRuns: 1000 },
  );
});

const thresholds: fc.Arbitrary<Threshold> = fc.oneof(
  fc.record({ kind: fc.constant('consecutive' as const), failures: fc.integer({ min: 1, max: 5 }) }),
  fc.record({
    kind: fc.constant('rate' as const),
    percent: fc.integer({ min: 1, max: 100 }),
    window: fc.integer({ min: 1, max: 8 }),
  }),
);
const traces = fc.record({
  options: fc.record({
    threshold: thresholds,
    reset: fc.integer({ min: 1, max: 30 }),
    probes: fc.integer({ min: 1, max: 4 }),
  }),
  calls: fc.array(fc.record({ gap: fc.nat(12), held: fc.nat(40), failed: fc.boolean() }), {
    maxLength: 60,
    size: 'max',
  }),
});

/** Runs calls that overlap, and tells each step with what it did. */
function replay(
  { options, calls }: { options: BreakerOptions; calls: readonly { gap: number; held: number; failed: boolean }[] },
  observe: (step: {
    readonly now: number;
    readonly kind: 'asked' | 'reported';
    readonly passed: boolean;
    readonly failed: boolean;
    readonly askedIn: number;
    readonly log: readonly Transition[];
  }) => void,
): readonly Transition[] {
  const { breaker, log } = watched(options);
  let clock = 0;
  const steps = calls.flatMap(({ gap, held, failed }, i) => {
    clock += gap;
    return [
      { now: clock, i, kind: 'asked' as const, failed },
      { now: clock + held, i, kind: 'reported' as const, failed },
    ];
  });
  const permits = calls.map((): { permit: ReturnType<Breaker['admit']>; era: number } => ({
    permit: undefined,
    era: 0,
  }));
  for (const { now, i, kind, failed } of steps.toSorted((a, b) => a.now - b.now)) {
    const slot = permits[i];
    if (!slot) continue;
    if (kind === 'asked') {
      slot.permit = breaker.admit(now);
      slot.era = log.length;
    } else if (slot.permit) breaker.report(now, slot.permit, failed);
    observe({ now, kind, passed: slot.permit !== undefined, failed, askedIn: slot.era, log });
  }
  return log;
}

test('no call passes in open before the timeout, and the first after it does', () => {
  fc.assert(
    fc.property(traces, (trace) => {
      let state: State = 'closed';
      let since = 0;
      replay(trace, ({ now, kind, passed, log }) => {
        if (kind === 'asked' && state === 'open') expect(passed).toBe(now - since >= trace.options.reset);
        state = log.at(-1)?.to ?? 'closed';
        since = log.at(-1)?.time ?? 0;
      });
    }),
    { numRuns: 2000 },
  );
});

test('only the four legal transitions happen, each from where the last one led', () => {
  const legal = new Set(['closed open', 'open half-open', 'half-open closed', 'half-open open']);
  fc.assert(
    fc.property(traces, (trace) => {
      const log = replay(trace, () => undefined);
      for (const [i, { from, to }] of log.entries()) {
        expect(legal).toContain(`${from} ${to}`);
        expect(from).toBe(log[i - 1]?.to ?? 'closed');
      }
    }),
    { numRuns: 2000 },
  );
});

/** The threshold, judged afresh from all that ended since it closed. */
function isMet(threshold: Threshold, ended: readonly boolean[]): boolean {
  if (ended.at(-1) !== true) return false;
  const last = ended.slice(-(threshold.kind === 'consecutive' ? threshold.failures : threshold.window));
  if (threshold.kind === 'consecutive') return last.length === threshold.failures && last.every(Boolean);
  return last.length === threshold.window && last.filter(Boolean).length / last.length >= threshold.percent / 100;
}

test('closed turns open exactly when the threshold is met within the window', () => {
  fc.assert(
    fc.property(traces, (trace) => {
      let ended: boolean[] = [];
      let seen = 0;
      replay(trace, ({ kind, passed, failed, askedIn, log }) => {
        const before = log[seen - 1]?.to ?? 'closed';
        if (kind === 'reported' && passed && askedIn === seen && before === 'closed') {
          ended.push(failed);
          expect(log[seen]?.to).toBe(isMet(trace.options.threshold, ended) ? 'open' : undefined);
        } else if (before === 'closed') expect(log.length).toBe(seen);
        if (log.length > seen) ended = [];
        seen = log.length;
      });
    }),
    { numRuns: 2000 },
  );
});

test('half-open lets no more than its probes pass, closes when all succeeded and opens at the first failure', () => {
  fc.assert(
    fc.property(traces, (trace) => {
      const { probes } = trace.options;
      let passes = 0;
      let successes = 0;
      let seen = 0;
      replay(trace, ({ kind, passed, failed, askedIn, log }) => {
        const before = log[seen - 1]?.to ?? 'closed';
        const isNew = log.length > seen && log.at(-1)?.to === 'half-open';
        if (isNew) passes = successes = 0;
        if (kind === 'asked' && passed && log.at(-1)?.to === 'half-open') passes += 1;
        expect(passes).toBeLessThanOrEqual(probes);
        if (kind === 'reported' && passed && askedIn === seen && before === 'half-open') {
          if (!failed) successes += 1;
          expect(log[seen]?.to).toBe(failed ? 'open' : successes === probes ? 'closed' : undefined);
        } else if (before === 'half-open') expect(log.length).toBe(seen);
        seen = log.length;
      });
    }),
    { numRuns: 2000 },
  );
});
