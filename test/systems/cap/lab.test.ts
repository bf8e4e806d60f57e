import fc from 'fast-check';
import { expect, test } from 'vitest';
import { initialSettings, type Settings } from '../../../src/lab/lab.ts';
import { lab } from '../../../src/systems/cap/lab.ts';

type All = Settings<typeof lab.controls>;

const { controls } = lab;
const seconds = fc.integer({ min: 0, max: 20 }).map((steps) => steps / 2);
const anySettings: fc.Arbitrary<All> = fc.record({
  mode: fc.constantFrom('quorum', 'primary', 'local'),
  partitionStart: seconds,
  partitionEnd: seconds,
  clientsCutOff: fc.integer({ min: controls.clientsCutOff.min, max: controls.clientsCutOff.max }),
  isolated: fc.constantFrom('primary', 'secondary'),
  delay: fc.integer({ min: controls.delay.min, max: controls.delay.max }),
});

const initial: All = initialSettings(controls);
const scenarios = lab.scenarios.map(({ name, settings }): [string, All] => [name, { ...initial, ...settings }]);
const thirtySeeds = Array.from({ length: 30 }, (_, seed) => seed);

test('the whole range of every control is accepted, and what goes in comes out', () => {
  fc.assert(
    fc.property(anySettings, fc.integer(), (settings, seed) => {
      const { figures, series, events } = lab.run(settings, seed);
      expect(Object.values(figures).every(Number.isFinite)).toBe(true);
      expect(figures.answered + figures.refused + figures.timedOut).toBe(figures.operations);
      expect(events.filter(({ kind }) => kind === 'operation')).toHaveLength(figures.operations);
      expect(events.map(({ time }) => time)).toEqual(events.map(({ time }) => time).toSorted((a, b) => a - b));
      for (const { x, y } of series) {
        expect(x.length).toBe(y.length);
        expect(x.length).toBeLessThanOrEqual(600);
      }
      expect(events.length).toBeLessThan(400);
      expect(events.map((event) => lab.describe(event)).join()).not.toMatch(/undefined|NaN|\?/);
    }),
    { numRuns: 1000 },
  );
});

test('the same settings and seed give the same run, whatever ran between, and settings stay as they are', () => {
  fc.assert(
    fc.property(anySettings, fc.integer(), fc.integer(), (settings, seed, other) => {
      Object.freeze(settings);
      const before = JSON.stringify(settings);
      const first = lab.run(settings, seed);
      lab.run(settings, other);
      expect(JSON.stringify(lab.run(settings, seed))).toBe(JSON.stringify(first));
      expect(JSON.stringify(settings)).toBe(before);
    }),
    { numRuns: 1000 },
  );
});

test('at first, every request is answered, and the checker finds the answers wrong', () => {
  const { figures, events } = lab.run(initial, 1);
  expect([figures.answeredShare, figures.linearizable]).toEqual([100, 0]);
  expect(figures.lostWrites).toBeGreaterThan(0);
  expect(figures.staleReads).toBeGreaterThan(0);
  expect(events.filter((event) => event.kind === 'operation' && event.isIllegal)).toHaveLength(figures.violation);
});

test.each(scenarios)('the finding is true of 30 seeds: %s', (_, settings) => {
  for (const seed of thirtySeeds) {
    const run = lab.run(settings, seed);
    const { figures, events } = run;
    const said = lab.finding(run, settings);
    const during = events.flatMap((event) =>
      event.kind === 'operation' &&
      event.operation.called >= settings.partitionStart * 1e6 &&
      event.operation.called < settings.partitionEnd * 1e6
        ? [event.operation.outcome.kind]
        : [],
    );
    const missed = during.filter((kind) => kind !== 'answered').length;
    expect(said.includes('not linearizable')).toBe(figures.linearizable === 0);
    if (during.length === 0) expect(said).toContain('none of them called in a partition');
    else if (missed === 0) expect(said).toContain(`answered all ${during.length} operations`);
    else expect(said).toContain(`left ${missed} of ${during.length} operations`);
    if (figures.linearizable === 0) {
      const isStale = events.filter((event) => event.kind === 'operation' && event.isStale).length;
      const lost = events.filter(({ kind }) => kind === 'lost').length;
      expect(said).toMatch(new RegExp(`: ${isStale} stale reads? and ${lost} acknowledged writes? lost\\.$`));
    }
    expect(said).toMatch(/^[^.]*\.$/);
  }
});

test.each(scenarios)('the share that is answered is what theory says, over 30 seeds: %s', (_, settings) => {
  const runs = thirtySeeds.map((seed) => lab.run(settings, seed).figures);
  const called = runs.reduce((sum, { duringPartition }) => sum + duringPartition, 0);
  const answered = runs.reduce((sum, { duringPartition, answeredShare }) => sum + duringPartition * answeredShare, 0);
  if (called > 0) expect(answered / called).toBeCloseTo(lab.theory(settings).answeredShare ?? Number.NaN, -1);
});
