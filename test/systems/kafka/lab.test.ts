import fc from 'fast-check';
import { expect, test } from 'vitest';
import { initialSettings, type Settings } from '../../../src/lab/lab.ts';
import { lab } from '../../../src/systems/kafka/lab.ts';

type All = Settings<typeof lab.controls>;

const { controls } = lab;
const anySettings: fc.Arbitrary<All> = fc.record({
  partitions: fc.integer({ min: controls.partitions.min, max: controls.partitions.max }),
  consumers: fc.integer({ min: controls.consumers.min, max: controls.consumers.max }),
  acks: fc.constantFrom('0', '1', 'all'),
  minInsync: fc.integer({ min: controls.minInsync.min, max: controls.minInsync.max }),
  commit: fc.constantFrom('before', 'after', 'transaction'),
  assignor: fc.constantFrom('range', 'sticky'),
  fault: fc.constantFrom('none', 'broker', 'controller', 'consumer', 'both'),
});

const initial: All = initialSettings(controls);
const scenarios = lab.scenarios.map(({ id, settings }): [string, All] => [id, { ...initial, ...settings }]);
const thirtySeeds = Array.from({ length: 30 }, (_, seed) => seed);

test('every setting is accepted, runs the same again, stays as it is, and agrees with theory', () => {
  fc.assert(
    fc.property(anySettings, fc.integer(), fc.nat(9), (settings, seed, tenth) => {
      Object.freeze(settings);
      const before = JSON.stringify(settings);
      const run = lab.run(settings, seed);
      const { figures, series, events } = run;
      expect(Object.values(figures).every(Number.isFinite)).toBe(true);
      expect(figures.acknowledged + figures.refused).toBe(figures.produced);
      expect(figures).toMatchObject(lab.theory(settings));
      expect(events.length).toBeLessThan(400);
      expect(events.every(({ time }, i) => time >= (events[i - 1]?.time ?? 0))).toBe(true);
      for (const { x, y } of series) {
        expect(x.length).toBe(y.length);
        expect(x.length).toBeLessThanOrEqual(600);
      }
      expect(events.map((event) => lab.describe(event)).join()).not.toMatch(/undefined|NaN/);
      expect(JSON.stringify(settings)).toBe(before);
      if (tenth > 0) return;
      lab.run({ ...settings, acks: 'all' }, seed + 1);
      expect(JSON.stringify(lab.run(settings, seed))).toBe(JSON.stringify(run));
    }),
    { numRuns: 300 },
  );
});

test('at first, acknowledged records are lost, some are worked at twice, and consumers idle, on 30 seeds', () => {
  for (const seed of thirtySeeds) {
    const { lost, duplicates, idle } = lab.run(initial, seed).figures;
    expect([lost > 0, duplicates > 0, idle]).toEqual([true, true, 2]);
  }
});

test('over 30 seeds acks=0 loses more than acks=1, and a new controller makes producers wait longer', () => {
  const sum = (settings: Partial<All>, figure: 'lost' | 'p99') =>
    thirtySeeds.reduce((total, seed) => total + lab.run({ ...initial, ...settings }, seed).figures[figure], 0);
  expect(sum({ acks: '0' }, 'lost')).toBeGreaterThan(sum({ acks: '1' }, 'lost'));
  expect(sum({ acks: '1' }, 'lost')).toBeGreaterThan(0);
  const durable = { acks: 'all' } as const;
  expect(sum({ ...durable, fault: 'controller' }, 'p99')).toBeGreaterThan(sum({ ...durable, fault: 'broker' }, 'p99'));
});

test.each(scenarios)('the finding is true of 30 seeds: %s', (_, settings) => {
  for (const seed of thirtySeeds) {
    const run = lab.run(settings, seed);
    const { figures, events, series } = run;
    const said = lab.finding(run, settings);
    const number = (pattern: RegExp): number => Number(pattern.exec(said)?.[1] ?? 0);
    expect(said).toMatch(/^[^.]*\.$/);
    expect(number(/, (\d+) of \d+ acknowledged records/)).toBe(
      figures.lost > 200 ? figures.lost : events.filter(({ kind }) => kind === 'record lost').length,
    );
    expect(number(/of (\d+) acknowledged records/)).toBe(figures.produced - figures.refused);
    expect(number(/and (\d+) more were given up/)).toBe(figures.refused);
    expect(number(/worked at (\d+) records? twice/)).toBe(figures.duplicates);
    expect(number(/skipped (\d+)/)).toBe(figures.skipped);
    expect(number(/they were (\d+) records? behind/)).toBe(series[0]?.y.at(-1));
    expect(number(/(\d+) of \d+ consumers? had no/)).toBe(Math.max(0, settings.consumers - settings.partitions));
    const moved = events.reduce((sum, event) => sum + (event.kind === 'rebalanced' ? event.moved : 0), 0);
    expect(number(/and (\d+) partitions? changed hands/)).toBe(moved);
  }
});
