import { expect, test } from 'vitest';
import { meanOf } from '../../../src/kernel/statistics.ts';
import { initialSettings } from '../../../src/lab/lab.ts';
import { lab } from '../../../src/systems/cache-writes/lab.ts';
import { tables } from '../../../src/systems/cache-writes/table.ts';
import { testLabLaws } from '../lab-laws.ts';

testLabLaws(lab);

const initial = initialSettings(lab.controls);
const thirtySeeds = Array.from({ length: 30 }, (_, seed) => seed);
const policies = ['through', 'around', 'back', 'early'] as const;

test.each(lab.scenarios)('the finding of “$name” is true of its figures on 30 seeds', ({ settings }) => {
  for (const seed of thirtySeeds) {
    const chosen = { ...initial, ...settings };
    const run = lab.run(chosen, seed);
    const { figures } = run;
    const finding = lab.finding(run, chosen);
    const figureOf = (name: keyof typeof figures, policy: (typeof policies)[number]): number =>
      lab.run({ ...chosen, policy }, seed).figures[name];
    const numbers = (finding.match(/\d[\d.,]*\d|\d/g) ?? []).map((text) => Number(text.replace(',', '')));
    const crash = run.events.find(({ what }) => what.kind === 'crash')?.what;
    expect(crash?.kind === 'crash' && crash.lost.length).toBe(figures.lost);

    if (chosen.policy === 'back') {
      const loss = figures.lost === 0 ? [] : [figures.lost, figures.unflushed];
      expect(numbers).toEqual([
        Number(figures.meanWrite.toFixed(2)),
        Number(figureOf('meanWrite', 'through').toFixed(2)),
        Math.round(figures.databaseWrites),
        1000,
        ...loss,
      ]);
      expect(finding.includes('loses nothing')).toBe(figures.lost === 0);
      expect(figures.meanWrite).toBeLessThan(figureOf('meanWrite', 'through'));
      expect(figures.lost).toBeLessThanOrEqual(figures.unflushed);
      expect(figures.databaseWrites).toBeLessThan(1000);
    } else {
      expect(figures.lost).toBe(0);
      expect(finding.includes('loses nothing')).toBe(chosen.policy !== 'early');
    }
    if (chosen.policy === 'through')
      expect(numbers).toEqual([Number(figures.meanWrite.toFixed(2)), Number(figures.readAfterWrite.toFixed(1))]);
    if (chosen.policy === 'around') {
      expect(numbers.slice(0, 2)).toEqual([Number(figures.meanWrite.toFixed(2)), 0]);
      expect(numbers.slice(2)).toEqual([figures.staleOrders, figures.orders]);
    }
    if (chosen.policy === 'early')
      expect(numbers).toEqual([
        figures.staleOrders,
        figures.orders,
        figureOf('staleOrders', 'around'),
        figureOf('orders', 'around'),
      ]);
  }
});

test('what is dirty in an event is what the stores after it differ in', () => {
  const { events } = lab.run(initial, 1);
  expect(events.some(({ dirty }) => dirty.length > 0)).toBe(true);
  for (const { cache, dirty, database } of events) {
    const differing = cache.flatMap((value, key) => (value !== -1 && value !== database[key] ? [key] : []));
    expect(dirty.toSorted((a, b) => a - b)).toEqual(differing);
  }
});

test('the prediction is the same on 30 seeds: a crash before a rare flush takes nearly every value', () => {
  const { scenario, answer } = lab.prediction;
  const rare = { ...initial, ...lab.scenarios.find(({ id }) => id === scenario)?.settings };
  expect(scenario).not.toBe(lab.scenarios[0].id);
  for (const seed of thirtySeeds) expect(answer(lab.run(rare, seed))).toBe('most');
});

test('the charts of policies show the figures of the policies', () => {
  const figuresOf = policies.map((policy) => lab.run({ ...initial, policy }, 3).figures);
  const shown = ['meanWrite', 'p99Write', 'databaseWrites', 'readAfterWrite'] as const;
  for (const policy of policies) {
    const { charts } = lab.run({ ...initial, policy }, 3);
    const bars = charts.flatMap(({ series }) => series).filter(({ form }) => form === 'bar');
    expect(bars.map(({ y }) => y)).toEqual(shown.map((figure) => figuresOf.map((figures) => figures[figure])));
  }
});

test('the chart of entries shows what the crash takes: all entries, and as many dirty ones as values are lost', () => {
  for (const { settings } of lab.scenarios)
    for (const seed of [1, 2, 3]) {
      const chosen = { ...initial, ...settings };
      const { charts, figures, events } = lab.run(chosen, seed);
      const [all, dirty] = charts[1]?.series ?? [];
      const crashed = all?.y.indexOf(0) ?? -1;
      expect(charts[1]?.clock).toBe(1e6);
      expect(Math.abs((all?.x[crashed] ?? 0) - chosen.crash)).toBeLessThan(0.1);
      expect(dirty?.y[crashed - 1]).toBe(figures.lost);
      expect(events.some(({ what }) => what.kind === 'crash')).toBe(true);
      expect(events.length).toBeGreaterThan(150);
    }
});

test('the verdicts of the tables hold', () => {
  const [byPolicy, byFlush] = tables;
  const totalOf = (settings: Partial<typeof initial>, figure: 'databaseWrites' | 'lost'): number =>
    thirtySeeds.reduce((sum, seed) => sum + lab.run({ ...initial, ...settings }, seed).figures[figure], 0);
  for (const seed of thirtySeeds) {
    const [through, around, back, early] = byPolicy.rows.map(
      ({ settings }) => lab.run({ ...initial, ...settings }, seed).figures,
    );
    for (const other of [through, around, early]) {
      expect(back?.meanWrite).toBeLessThan(other?.meanWrite ?? 0);
      expect(back?.databaseWrites).toBeLessThan(other?.databaseWrites ?? 0);
      expect(other?.lost).toBe(0);
    }
    expect(back?.lost).toBeGreaterThan(0);
  }
  const rows = byFlush.rows.map(({ settings }) => totalOf(settings, 'databaseWrites'));
  const lost = byFlush.rows.map(({ settings }) => totalOf(settings, 'lost'));
  expect(rows).toEqual(rows.toSorted((a, b) => b - a));
  expect(lost).toEqual(lost.toSorted((a, b) => a - b));
  // Where a flush is due in the moment of the crash, the crash comes first.
  expect(lost[0]).toBeGreaterThan(0);
  expect(totalOf({ flush: 5, crash: 5 }, 'lost')).toBeGreaterThan(0);
});

test('the rows are those of the formula wherever the crash falls: neither it nor the end of the run spares any', () => {
  for (const [flush, crash, writes] of [
    [0.5, 1, 50],
    [1, 20, 10],
    [1, 39, 90],
    [5, 20, 50],
    [10, 29.9, 50],
    [10, 20, 90],
  ] as const) {
    const chosen = { ...initial, flush, crash, writes };
    const mean = meanOf(thirtySeeds.map((seed) => lab.run(chosen, seed).figures.databaseWrites));
    expect(Math.abs(mean / lab.theory(chosen).databaseWrites - 1)).toBeLessThan(0.05);
  }
});

test('the writes not flushed are those told since the last flush, and none where nothing is flushed', () => {
  for (const seed of thirtySeeds) {
    const { events, figures } = lab.run(initial, seed);
    const crash = events.findIndex(({ what }) => what.kind === 'crash');
    const flush = events.slice(0, crash).findLastIndex(({ what }) => what.kind === 'flush');
    expect(flush).toBeGreaterThan(-1);
    expect(figures.unflushed).toBe(events.slice(flush, crash).filter(({ what }) => what.kind === 'write').length);
  }
  for (const policy of ['through', 'around', 'early'] as const)
    expect(lab.run({ ...initial, policy }, 1).figures.unflushed).toBe(0);
});

test('a first read after a write hits unless the crash came between, and never where the write deleted', () => {
  for (const writes of [10, 50, 90]) {
    const hitsOf = (policy: (typeof policies)[number]): number =>
      lab.run({ ...initial, policy, writes }, 1).figures.readAfterWrite;
    for (const policy of ['through', 'back'] as const) {
      expect(hitsOf(policy)).toBeGreaterThan(90);
      expect(hitsOf(policy)).toBeLessThan(100);
    }
    for (const policy of ['around', 'early'] as const) expect(hitsOf(policy)).toBe(0);
  }
});

test('the times of a write are those of the formula, on average', () => {
  for (const policy of policies)
    for (const figure of ['meanWrite', 'p99Write'] as const) {
      const chosen = { ...initial, policy, database: 2 };
      const mean = meanOf(thirtySeeds.map((seed) => lab.run(chosen, seed).figures[figure]));
      expect(Math.abs(mean / lab.theory(chosen)[figure] - 1)).toBeLessThan(0.05);
    }
});

test('a slower database makes write-through slower and leaves write-back as it is', () => {
  const meanWriteOf = (policy: 'through' | 'back', database: number): number =>
    lab.run({ ...initial, policy, database }, 3).figures.meanWrite;
  expect(meanWriteOf('through', 10)).toBeGreaterThan(5 * meanWriteOf('through', 1));
  expect(meanWriteOf('back', 10)).toBe(meanWriteOf('back', 1));
});
