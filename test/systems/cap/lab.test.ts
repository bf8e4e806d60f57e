import fc from 'fast-check';
import { expect, test } from 'vitest';
import { initialSettings, type Settings } from '../../../src/lab/lab.ts';
import { lab } from '../../../src/systems/cap/lab.ts';
import { settingsOf, testLabLaws } from '../lab-laws.ts';

testLabLaws(lab);

type All = Settings<typeof lab.controls>;

const initial: All = initialSettings(lab.controls);
const scenarios = lab.scenarios.map(({ name, settings }): [string, All] => [name, { ...initial, ...settings }]);
const thirtySeeds = Array.from({ length: 30 }, (_, seed) => seed);

test('every operation is answered, refused or timed out, and is an event', () => {
  fc.assert(
    fc.property(settingsOf(lab), fc.integer(), (settings, seed) => {
      const { figures, events } = lab.run(settings, seed);
      expect(figures.answered + figures.refused + figures.timedOut).toBe(figures.operations);
      expect(events.filter(({ kind }) => kind === 'operation')).toHaveLength(figures.operations);
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
