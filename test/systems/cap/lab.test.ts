import fc from 'fast-check';
import { expect, test } from 'vitest';
import { initialSettings, type Settings } from '../../../src/lab/lab.ts';
import { lab } from '../../../src/systems/cap/lab.ts';
import { judge } from '../../../src/systems/cap/verdict.ts';
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

test('a primary that is cut off answers the clients beside it and nobody else, on 30 seeds', () => {
  const { prediction } = lab;
  const settings: All = { ...initial, mode: 'primary', isolated: 'primary' };
  for (const seed of thirtySeeds) expect(prediction.answer(lab.run(settings, seed))).toBe('primary');
  const answers = (changed: Partial<All>) => {
    return prediction.answer(lab.run({ ...settings, ...changed }, 1));
  };
  expect(answers({ mode: 'quorum' })).toBe('majority');
  expect(answers({ mode: 'local' })).toBe('everybody');
  expect(answers({ clientsCutOff: 0 })).toBe('nobody');
});

test('a local read is answered by what its replica is shown to hold', () => {
  fc.assert(
    fc.property(settingsOf(lab), fc.integer(), (settings, seed) => {
      for (const event of lab.run({ ...settings, mode: 'local' }, seed).events) {
        if (event.kind !== 'operation' || event.operation.outcome.kind !== 'answered') continue;
        const { replica, key, value, outcome } = event.operation;
        if (value === undefined) expect(event.held[replica]?.[key]).toBe(outcome.value);
      }
    }),
    { numRuns: 1000 },
  );
});

test('the answers are legal up to the one that completes the shortest illegal history, and no longer', () => {
  fc.assert(
    fc.property(settingsOf(lab), fc.integer(), (settings, seed) => {
      const { events, figures } = lab.run(settings, seed);
      const first = events.findIndex(({ isLegal }) => !isLegal);
      expect(first >= 0).toBe(figures.linearizable === 0);
      if (first < 0) return;
      expect(events.slice(first).some(({ isLegal }) => isLegal)).toBe(false);
      const answers = events.slice(0, first).flatMap((event) => (event.kind === 'operation' ? [event.operation] : []));
      expect(judge(answers).linearizable).toBe(true);
      const completing = events.filter((event) => event.time === events[first]?.time);
      expect(completing.some((event) => event.kind === 'operation' && event.isIllegal)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('the charts count what the figures count: unanswered, stale and lost, and a bar for every operation', () => {
  fc.assert(
    fc.property(settingsOf(lab), fc.integer(), (settings, seed) => {
      const { charts, figures } = lab.run(settings, seed);
      const [comparison, timeline, waits] = charts;
      const mode = ['quorum', 'primary', 'local'].indexOf(settings.mode);
      expect(comparison?.series.map(({ y }) => y[mode])).toEqual([
        figures.refused + figures.timedOut,
        figures.staleReads,
        figures.lostWrites,
      ]);
      const levels = timeline?.series.flatMap(({ y }) => y.filter((level) => level > 0)) ?? [];
      expect(levels).toHaveLength(figures.operations);
      expect(levels.filter((level) => level === 2)).toHaveLength(figures.refused + figures.timedOut);
      expect(levels.filter((level) => level === 4)).toHaveLength(figures.violation);
      expect(waits?.series[mode]?.x).toHaveLength(figures.answered + 1);
      for (const { x } of timeline?.series ?? []) expect(x).toEqual(x.toSorted((a, b) => a - b));
    }),
    { numRuns: 1000 },
  );
});

test.each(scenarios)('the finding is true of 30 seeds: %s', (_, settings) => {
  for (const seed of thirtySeeds) {
    const run = lab.run(settings, seed);
    const { figures, events } = run;
    const said = lab.finding(run, settings);
    const during = events.flatMap((event) =>
      event.kind === 'operation' &&
      event.operation.called >= settings.partitionStart * 1e6 &&
      event.operation.called < (settings.partitionStart + settings.partition) * 1e6
        ? [event.operation.outcome.kind]
        : [],
    );
    const answered = during.filter((kind) => kind === 'answered').length;
    expect(said.includes('not linearizable')).toBe(figures.linearizable === 0);
    if (during.length > 0)
      expect(said).toContain(`: it answers ${answered} of ${during.length} operations called during the`);
    else expect(said).toContain(': no operation is called in a partition,');
    if (figures.linearizable === 0) {
      const isStale = events.filter((event) => event.kind === 'operation' && event.isStale).length;
      const lost = events.filter(({ kind }) => kind === 'lost').length;
      expect(said).toMatch(new RegExp(`: ${isStale} stale reads? and ${lost} acknowledged writes? lost\\.$`));
    }
    expect(said).toMatch(/^[^.]*\.$/);
  }
});

test('where nobody is answered there is no time to an answer, and one operation is not called operations', () => {
  const nobody: All = { ...initial, mode: 'quorum', clientsCutOff: 6, partition: 10, partitionStart: 0 };
  expect(lab.run(nobody, 1).figures).toMatchObject({ answered: 0, p99: Infinity });
  const run = lab.run(nobody, 1);
  const said = lab.finding({ ...run, figures: { ...run.figures, duringPartition: 1, answeredShare: 100 } }, nobody);
  expect(said).toContain(': it answers 1 of 1 operation called during the partition, ');
});

test('wherever there is a partition, operations are called in it', () => {
  const latest = { partitionStart: lab.controls.partitionStart.max, partition: lab.controls.partition.step };
  for (const seed of thirtySeeds) {
    expect(lab.run({ ...initial, ...latest }, seed).figures.duringPartition).toBeGreaterThan(0);
  }
});

test.each(scenarios)('the share that is answered is what theory says, over 30 seeds: %s', (_, settings) => {
  const runs = thirtySeeds.map((seed) => lab.run(settings, seed).figures);
  const called = runs.reduce((sum, { duringPartition }) => sum + duringPartition, 0);
  const answered = runs.reduce((sum, { duringPartition, answeredShare }) => sum + duringPartition * answeredShare, 0);
  if (called > 0) expect(answered / called).toBeCloseTo(lab.theory(settings).answeredShare ?? Number.NaN, -1);
});
