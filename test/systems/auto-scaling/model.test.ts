import fc from 'fast-check';
import { expect, test } from 'vitest';
import { second } from '../../../src/kernel/time.ts';
import {
  atLeast,
  atMost,
  capacity,
  duration,
  type Options,
  simulate,
  tick,
} from '../../../src/systems/auto-scaling/model.ts';

const spans = (most: number): fc.Arbitrary<number> => fc.nat(most).map((count) => count * tick);
const optionsOf = fc.record({
  policy: fc.constantFrom('target', 'step', 'simple', 'scheduled', 'notes'),
  load: fc.constantFrom('step', 'sine', 'spike', 'constant'),
  target: fc.integer({ min: 10, max: 90 }),
  warmUp: spans(60),
  cooldown: spans(90),
  period: fc.constantFrom(60, 120, 180, 240, 300).map((seconds) => seconds * second),
  lag: fc.oneof(fc.constant(0), spans(30)),
  noise: fc.constantFrom(0, 0.05),
}) satisfies fc.Arbitrary<Options>;

/** The law for 1,000 random options. */
const forAny = (law: (options: Options, seed: number) => void): void =>
  fc.assert(fc.property(optionsOf, fc.nat(), law), { numRuns: 1000 });

test('the number of instances stays within its bounds, and changes by actions alone', () => {
  forAny((options, seed) => {
    const { ticks, actions } = simulate(options, seed);
    let next = 0;
    let n = 4;
    for (const { time, desired } of ticks) {
      const action = actions[next];
      if (action?.time === time) {
        if (action.from !== n || action.to === n) throw new Error('An action begins where the last one led.');
        n = action.to;
        next += 1;
      }
      if (desired !== n || n < atLeast || n > atMost) throw new Error(`${n} instances`);
    }
    expect(next).toBe(actions.length);
  });
});

test('simple scaling and the rule of the notes do nothing within a cooldown', () => {
  forAny((options, seed) => {
    for (const policy of ['simple', 'notes'] as const) {
      const { actions } = simulate({ ...options, policy }, seed);
      for (const [i, { time }] of actions.entries())
        expect(time - (actions[i - 1]?.time ?? -Infinity)).toBeGreaterThanOrEqual(options.cooldown);
    }
  });
});

test('the rule of the notes only ever adds', () => {
  forAny((options, seed) => {
    const { actions } = simulate({ ...options, policy: 'notes' }, seed);
    expect(actions.every(({ from, to }) => to > from)).toBe(true);
  });
});

/** A constant load without chance under target tracking. */
const steady = (options: Options): Options => ({ ...options, policy: 'target', load: 'constant', noise: 0 });

test('at a constant load target tracking comes to rest if its metric shows a change before the stabilisation window is over', () => {
  forAny((options, seed) => {
    // It is served after the warm-up, and the first whole period after that begins up to a period later.
    fc.pre(options.lag === 0 || options.warmUp + 2 * options.period + options.lag < 300 * second);
    const { actions } = simulate(steady(options), seed);
    expect(actions.filter(({ time }) => time > duration / 2)).toEqual([]);
  });
});

test('once target tracking is at rest at a constant load, it stays so, however late its metric is', () => {
  forAny((options, seed) => {
    const { actions } = simulate(steady(options), seed);
    // By then every metric and every recommendation is of the present number of instances.
    const settled = options.warmUp + 2 * options.period + options.lag + 300 * second;
    for (const [i, { time }] of actions.entries())
      expect(time - (actions[i - 1]?.time ?? 0)).toBeLessThanOrEqual(settled);
  });
});

test('an instance serves when it has warmed up and not before, and every request is served or dropped', () => {
  forAny((options, seed) => {
    const { ticks, instances } = simulate(options, seed);
    for (const { time, arrived, served, dropped, inService, desired, cpu } of ticks) {
      let warm = 0;
      let alive = 0;
      for (const { launched, ended } of instances) {
        if (launched > time || ended <= time) continue;
        alive += 1;
        if (launched + options.warmUp <= time) warm += 1;
      }
      const able = (warm * capacity * tick) / second;
      if (inService !== warm || desired !== alive || warm < 1) throw new Error(`${inService} of ${warm} at ${time}`);
      if (served + dropped !== arrived || served > able || dropped < 0) throw new Error(`${served} of ${arrived}`);
      if (dropped > 0 && served < able) throw new Error(`dropped ${dropped} with room to serve`);
      if (cpu !== (100 * served) / able) throw new Error(`${cpu} %`);
    }
  });
});

test('the youngest instances end first', () => {
  forAny((options, seed) => {
    const { instances } = simulate(options, seed);
    // Of two that live at the same time, the older one does not end before the younger.
    for (const one of instances)
      for (const other of instances)
        if (one.launched < other.launched && other.launched < one.ended)
          expect(one.ended).toBeGreaterThanOrEqual(other.ended);
  });
});

test('an action sees the average of a whole period, as late as the lag', () => {
  forAny((options, seed) => {
    const { ticks, actions } = simulate(options, seed);
    for (const { time, metric } of actions) {
      expect(metric === undefined).toBe(options.policy === 'scheduled');
      if (metric === undefined) continue;
      const to = time - options.lag;
      expect(to % options.period).toBe(0);
      const seen = ticks.slice((to - options.period) / tick, to / tick);
      expect(metric).toBeCloseTo(seen.reduce((sum, { cpu }) => sum + cpu, 0) / seen.length, 6);
    }
  });
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
