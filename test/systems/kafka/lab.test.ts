import fc from 'fast-check';
import { expect, test } from 'vitest';
import { initialSettings, type Settings } from '../../../src/lab/lab.ts';
import { lab } from '../../../src/systems/kafka/lab.ts';
import { settingsOf, testLabLaws } from '../lab-laws.ts';

testLabLaws(lab);

type All = Settings<typeof lab.controls>;

const initial: All = initialSettings(lab.controls);
const scenarios = lab.scenarios.map(({ id, settings }): [string, All] => [id, { ...initial, ...settings }]);
const thirtySeeds = Array.from({ length: 30 }, (_, seed) => seed);

test('every record is acknowledged or given up, and the figures agree with theory', () => {
  fc.assert(
    fc.property(settingsOf(lab), fc.integer(), (settings, seed) => {
      const { figures } = lab.run(settings, seed);
      expect(figures.acknowledged + figures.refused).toBe(figures.produced);
      expect(figures).toMatchObject(lab.theory(settings));
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
