import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minute, second } from '../../../src/kernel/time.ts';
import { initialSettings } from '../../../src/lab/lab.ts';
import { figuresOf } from '../../../src/systems/auto-scaling/figures.ts';
import { lab } from '../../../src/systems/auto-scaling/lab.ts';
import { capacity, duration } from '../../../src/systems/auto-scaling/model.ts';
import { policyOf } from '../../../src/systems/auto-scaling/policies.ts';
import { zonesOf } from '../../../src/systems/auto-scaling/zones.ts';
import { settingsOf as anySettings, testLabLaws } from '../lab-laws.ts';

testLabLaws(lab);

const initial = initialSettings(lab.controls);
type LabSettings = typeof initial;
const settingsOf = (changed: Partial<LabSettings>): LabSettings => ({ ...initial, ...changed });
const seeds = Array.from({ length: 30 }, (_, i) => i + 1);

test.each(lab.scenarios)('what the finding of “$name” says is true of its figures', ({ settings: changed }) => {
  const settings = settingsOf(changed);
  for (const seed of seeds) {
    const run = lab.run(settings, seed);
    const { figures } = run;
    const said = lab.finding(run, settings);
    const minutes = [...said.matchAll(/([\d.]+) min/g)].map(([, number]) => number);
    expect(minutes[0]).toBe(figures.minutesOver80.toFixed(1));
    expect(said).toContain(`${figures.droppedShare.toFixed(1)}% of the requests are dropped`);
    expect(said).toContain(`${figures.instanceHours.toFixed(1)} instance-hours`);
    if (settings.policy === 'notes') {
      const sizes = run.events.flatMap(({ from, to }) => (from === to ? [] : [from, to]));
      expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
      expect(said).toContain(`only ever grows, to ${sizes.at(-1)} instances`);
      expect(said.includes('the most that are allowed')).toBe(sizes.at(-1) === 20);
    } else {
      const atOnce = figures.minutesOver80AtOnce.toFixed(1);
      expect(said.includes('a tie')).toBe(atOnce === minutes[0]);
      expect(minutes.slice(1)).toEqual(atOnce === minutes[0] ? [] : [atOnce]);
      const late = run.events.flatMap(({ time, from, to }) =>
        from !== to && time >= duration - 30 * minute ? [to > from] : [],
      );
      const isSwinging = new Set(late).size === 2;
      expect(said.includes('unstable')).toBe(isSwinging && settings.load !== 'sine');
    }
  }
});

test('simple scaling never catches up with the spike, on 30 seeds', () => {
  const { answer } = lab.prediction;
  const answers = (changed: Partial<LabSettings>): readonly string[] =>
    seeds.map((seed) => answer(lab.run(settingsOf(changed), seed)));
  expect(new Set(answers({ policy: 'simple' }))).toEqual(new Set(['always']));
  expect(new Set(answers({}))).toEqual(new Set(['twice']));
  expect(new Set(answers({ warmUp: 0 }))).toEqual(new Set(['minutes']));
});

test('what happened can be followed from event to event, and the charts say the same', () => {
  fc.assert(
    fc.property(anySettings(lab), fc.integer(), (settings, seed) => {
      const { events, charts, figures } = lab.run(settings, seed);
      let [alive, serving] = [4, 4];
      for (const { from, to, inService, ready, load, dropped, wait, cooldown } of events) {
        expect(from).toBe(alive);
        // What serves now and did not has become ready; what no longer serves was taken away.
        expect(inService - serving).toBeLessThanOrEqual(ready);
        if (to >= from) expect(inService - serving).toBe(ready);
        expect(dropped).toBeCloseTo(Math.max(0, load - inService * capacity), 6);
        expect(wait > 0).toBe(inService < to);
        if (cooldown > 0) expect(to).toBe(from);
        [alive, serving] = [to, inService];
      }
      expect(events.filter(({ from, to }) => from !== to)).toHaveLength(figures.actions);
      expect(alive).toBe(figures.atEnd);

      // The bars of the policy that is followed are its figures.
      const place = ['target', 'step', 'simple', 'scheduled', 'notes'].indexOf(settings.policy);
      expect(charts[2]?.series.map(({ y }) => y[place])).toEqual([figures.minutesOver80, figures.minutesOver80AtOnce]);
      expect(charts[3]?.series.map(({ y }) => y[place])).toEqual([figures.instanceHours]);
    }),
    { numRuns: 1000 },
  );
});

test('the zones of CPU cover it, and say what the policy does in each', () => {
  const wishes = (change: number): readonly string[] =>
    change === 0 ? ['keep'] : change < 0 ? ['remove', `remove ${-change}`] : ['add', `add ${change}`];
  fc.assert(
    fc.property(
      fc.constantFrom('target', 'step', 'simple', 'notes'),
      fc.integer({ min: 20, max: 90 }),
      fc.double({ min: 0, max: 100, noNaN: true }),
      (policy, target, metric) => {
        const zones = zonesOf(policy, target);
        expect([zones[0]?.from, zones.at(-1)?.to]).toEqual([0, 100]);
        for (const [i, { from }] of zones.entries()) if (i > 0) expect(from).toBe(zones[i - 1]?.to);
        // At a border, which of two zones holds is a matter of less or not more.
        const zone = zones.find(({ from, to }) => from + 1e-9 < metric && metric < to - 1e-9);
        if (!zone) return;
        const view = { now: 0, metric, inService: 10, desired: 10, changed: -Infinity };
        expect(wishes(policyOf({ policy, target, cooldown: 0 })(view) - view.desired)).toContain(zone.wish);
      },
    ),
    { numRuns: 1000 },
  );
});

test('a cooldown is said where a policy has one, for as long as it lasts', () => {
  for (const policy of ['simple', 'notes', 'target', 'step', 'scheduled'] as const)
    for (const seed of seeds.slice(0, 5)) {
      const set = settingsOf({ policy, cooldown: 300 });
      let changed = -Infinity;
      for (const { time, from, to, cooldown } of lab.run(set, seed).events) {
        const left = policy === 'simple' || policy === 'notes' ? Math.max(0, changed + 300 * second - time) : 0;
        expect(cooldown).toBe(left);
        if (from !== to) changed = time;
      }
    }
});

test('a swing is a turn between two changes of the last half hour', () => {
  const swings = (...changes: readonly (readonly [minutes: number, by: number])[]): number => {
    const actions = changes.map(([minutes, by]) => ({ time: minutes * minute, from: 5, to: 5 + by, metric: 50 }));
    return figuresOf({ ticks: [], instances: [], actions }).swings;
  };
  expect(swings([200, 1], [210, -1], [220, 1], [230, 1], [235, -1])).toBe(2);
  expect(swings([209, 1], [211, -1])).toBe(0);
});

test('by default a spike hurts for minutes, most of them because instances warm up', () => {
  for (const seed of seeds) {
    const { figures } = lab.run(initial, seed);
    expect(figures.minutesOver80).toBeGreaterThan(5);
    expect(figures.minutesOver80AtOnce).toBeLessThan(figures.minutesOver80 / 2);
  }
});

test('the rule of the notes stays large when the load has gone, where target tracking comes back', () => {
  for (const seed of seeds) {
    const end = (policy: LabSettings['policy']): number =>
      lab.run(settingsOf({ policy, load: 'sine' }), seed).figures.atEnd;
    expect(end('notes')).toBe(20);
    expect(end('target')).toBeLessThan(8);
  }
});

test('a metric that is older than the stabilisation window makes target tracking swing at a constant load', () => {
  for (const seed of seeds) {
    expect(lab.run(settingsOf({ lag: 300 }), seed).figures.swings).toBeGreaterThan(0);
    expect(lab.run(settingsOf({ lag: 60 }), seed).figures.swings).toBe(0);
  }
});

test('target tracking ends where the formula rests', () => {
  for (const target of [20, 40, 60, 80]) {
    const settings = settingsOf({ target });
    expect(lab.run(settings, 1).figures.atEnd).toBe(lab.theory(settings).atEnd);
  }
  expect(lab.theory(settingsOf({ policy: 'step' }))).toEqual({});
  // A wave still falls at the end, and the window holds what is too many by then.
  expect(lab.theory(settingsOf({ load: 'sine' }))).toEqual({});
  expect(lab.theory(settingsOf({ target: 90 }))).toEqual({ atEnd: 2 });
});
