import fc from 'fast-check';
import { expect, test } from 'vitest';
import { meanOf } from '../../../src/kernel/statistics.ts';
import { seeds } from '../../../src/kernel/sweep.ts';
import { initialSettings, type Settings } from '../../../src/lab/lab.ts';
import type { MeasuredTable } from '../../../src/lab/measured-table.ts';
import { lab } from '../../../src/systems/kafka/lab.ts';
import { tables } from '../../../src/systems/kafka/table.ts';
import { settingsOf, testLabLaws } from '../lab-laws.ts';

testLabLaws(lab);

type All = Settings<typeof lab.controls>;

const initial: All = initialSettings(lab.controls);
const scenarios = lab.scenarios.map(({ id, settings }): [string, All] => [id, { ...initial, ...settings }]);
const thirtySeeds = seeds(30);
const runs = fc.tuple(settingsOf(lab), fc.integer());

test('every record is acknowledged or given up, consumers beyond the partitions idle, and each setting keeps its promise', () => {
  fc.assert(
    fc.property(runs, ([settings, seed]) => {
      const { figures } = lab.run(settings, seed);
      expect(figures.acknowledged + figures.refused).toBe(figures.produced);
      const { partitions, consumers, acks, commit } = settings;
      expect(figures.idle).toBe(Math.max(0, consumers - partitions));
      if (acks === 'all') expect(figures.lost).toBe(0);
      if (commit !== 'after') expect(figures.duplicates).toBe(0);
      if (commit !== 'before') expect(figures.skipped).toBe(0);
    }),
    { numRuns: 100 },
  );
});

test('with acks=1 the lost offsets that are told are all that is lost, and nothing else loses a record', () => {
  fc.assert(
    fc.property(runs, ([settings, seed]) => {
      const { figures, events } = lab.run({ ...settings, acks: '1' }, seed);
      const told = events.reduce((sum, event) => sum + (event.kind === 'loses' ? event.to - event.from : 0), 0);
      expect(figures.lost).toBe(told);
      expect(figures.atRisk).toBeGreaterThanOrEqual(told);
    }),
    { numRuns: 100 },
  );
});

test('the charts end with all that was acknowledged, and with the lag', () => {
  fc.assert(
    fc.property(runs, ([settings, seed]) => {
      const { figures, charts } = lab.run(settings, seed);
      const [, acknowledged, lag] = charts.map(({ series }) => series[0]?.y.at(-1));
      expect(acknowledged).toBe(figures.acknowledged);
      expect(lag).toBe(figures.finalLag);
    }),
    { numRuns: 100 },
  );
});

test('what is stepped through is some hundreds of events at most, each with the logs around its offsets', () => {
  fc.assert(
    fc.property(runs, ([settings, seed]) => {
      const { events } = lab.run(settings, seed);
      expect(events.length).toBeLessThanOrEqual(400);
      for (const { state } of events) {
        expect(state.logs.every((log) => log.length === 12)).toBe(true);
        expect(state.logs[state.partitions[state.partition]?.leader ?? -1]).toMatch(/^[·✓]* *$/);
        // With acks=all no acknowledged record is ever outside of the leader's log.
        if (settings.acks === 'all') expect(state.logs.join('')).not.toContain('×');
      }
      for (const event of events) {
        if ('to' in event) expect(event.to).toBeGreaterThan(event.from);
        if (event.kind === 'loses') expect(event.state.logs[0]).toContain('×');
      }
    }),
    { numRuns: 100 },
  );
});

test('at first a broker’s crash loses acknowledged records, a consumer’s repeats some, and consumers idle', () => {
  const { lost, duplicates, idle } = lab.run(initial, 1).figures;
  expect([lost > 0, duplicates > 0, idle]).toEqual([true, true, 2]);
  for (const seed of thirtySeeds) {
    const { figures } = lab.run(initial, seed);
    expect([figures.atRisk > 0, figures.duplicates > 0, figures.idle]).toEqual([true, true, 2]);
  }
});

test('when three have to be in sync every partition refuses writes while a broker is down, on 30 seeds', () => {
  const settings: All = { ...initial, acks: 'all', minInsync: 3, fault: 'broker' };
  for (const seed of thirtySeeds) expect(lab.prediction.answer(lab.run(settings, seed))).toBe('all');
});

test('over 30 seeds acks=0 loses more than acks=1, acks=all waits longest, and a new controller makes it longer', () => {
  const sum = (settings: Partial<All>, figure: 'lost' | 'latency' | 'p99') =>
    thirtySeeds.reduce((total, seed) => total + lab.run({ ...initial, ...settings }, seed).figures[figure], 0);
  expect(sum({ acks: '0' }, 'lost')).toBeGreaterThan(sum({ acks: '1' }, 'lost'));
  expect(sum({ acks: '1' }, 'lost')).toBeGreaterThan(0);
  const durable = { acks: 'all' } as const;
  expect(sum(durable, 'latency')).toBeGreaterThan(sum({ acks: '1' }, 'latency'));
  expect(sum({ ...durable, fault: 'controller' }, 'p99')).toBeGreaterThan(sum({ ...durable, fault: 'broker' }, 'p99'));
});

test.each(scenarios)('the finding is true of 30 seeds: %s', (_, settings) => {
  for (const seed of thirtySeeds) {
    const run = lab.run(settings, seed);
    const { figures, events, charts } = run;
    const said = lab.finding(run, settings);
    const number = (pattern: RegExp): number => Number(pattern.exec(said)?.[1] ?? 0);
    expect(said).toMatch(/^[^.]*\.$/);
    expect(number(/ (\d+) of \d+ acknowledged records were lost/)).toBe(figures.lost);
    expect(number(/of (\d+) acknowledged records/)).toBe(figures.produced - figures.refused);
    expect(number(/at the worst moment (\d+) were/)).toBe(Math.max(...(charts[0]?.series[0]?.y ?? [])));
    expect(number(/gave up (\d+);/)).toBe(figures.refused);
    expect(number(/worked at (\d+) twice/)).toBe(figures.duplicates);
    expect(number(/skipped (\d+)/)).toBe(figures.skipped);
    expect(number(/left (\d+) unread/)).toBe(charts[2]?.series[0]?.y.at(-1));
    expect(said).toContain(` of ${settings.consumers} had no`);
    expect(number(/(\d+) of \d+ had no/)).toBe(Math.max(0, settings.consumers - settings.partitions));
    const moved = events.reduce((sum, event) => sum + (event.kind === 'rebalanced' ? event.moved : 0), 0);
    expect(figures.moved).toBe(moved);
  }
});

/** The mean of a figure in a cell of a measured table, over fewer seeds than the table has. */
const cell = (id: string, row: string, column: string): number => {
  const table: MeasuredTable<typeof lab> = tables.find((one) => one.id === id) ?? expect.fail(`No table ${id}`);
  const line = table.rows.find(({ name }) => name === row) ?? expect.fail(`No row ${row}`);
  const { settings, figure } = table.columns.find(({ name }) => name === column) ?? expect.fail(`No column ${column}`);
  const all = { ...initial, ...line.settings, ...settings };
  return meanOf(seeds(10).map((seed) => lab.run(all, seed).figures[figure ?? line.figure ?? 'lost']));
};

test('what the measured tables conclude holds', () => {
  const acks = ['`acks=0`', '`acks=1`', '`acks=all`, two in sync', '`acks=all`, three in sync'];
  const [lost, worst, wait, givenUp] = ['Lost', 'At risk, at most', 'Median wait', 'Given up'].map((column) =>
    acks.map((row) => cell('kafka-acks-measured', row, column)),
  );
  for (const losses of [lost, worst]) expect(losses?.map((records) => records > 0)).toEqual([true, true, false, false]);
  expect(wait).toEqual(wait?.toSorted((a, b) => a - b));
  expect(givenUp?.map((records) => records > 0)).toEqual([false, false, false, true]);

  const read = ['1', '2', '3', '4', '6', '8', '12'].map((row) =>
    cell('kafka-consumers-measured', row, 'Read a second'),
  );
  const [one = 0, two = 0, three = 0, four = 0, six = 0, eight = 0, twelve = 0] = read;
  expect([two > 1.8 * one, three > 2.7 * one, four < 1.05 * three, six > 1.2 * four]).toEqual([true, true, true, true]);
  for (const more of [eight, twelve]) expect(Math.abs(more / six - 1)).toBeLessThan(0.02);
  expect(cell('kafka-consumers-measured', '12', 'Without a partition')).toBe(6);

  const moves = [2, 3, 4, 6, 12].map((consumers) =>
    ['Range', 'Sticky'].map((row) => cell('kafka-assignment-measured', row, `${consumers} consumers`)),
  );
  expect(moves.map(([range = 0, sticky = 0]) => sticky < range)).toEqual([false, true, true, true, false]);
  expect(moves.every(([range = 0, sticky = 0]) => sticky <= range)).toBe(true);

  const left = ['Before work (at most once)', 'After work (at least once)', 'With results (exactly once)'].map((row) =>
    ['Worked at twice', 'Skipped'].map((column) => cell('kafka-delivery-measured', row, column) > 0),
  );
  expect(left).toEqual([
    [false, true],
    [true, false],
    [false, false],
  ]);
});
