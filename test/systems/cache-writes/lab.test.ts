import { expect, test } from 'vitest';
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
  const meanOf = (settings: Partial<typeof initial>, figure: 'databaseWrites' | 'lost'): number =>
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
  const rows = byFlush.rows.map(({ settings }) => meanOf(settings, 'databaseWrites'));
  const lost = byFlush.rows.map(({ settings }) => meanOf(settings, 'lost'));
  expect(rows).toEqual(rows.toSorted((a, b) => b - a));
  expect(lost).toEqual(lost.toSorted((a, b) => a - b));
});

test('a slower database makes write-through slower and leaves write-back as it is', () => {
  const meanOf = (policy: 'through' | 'back', database: number): number =>
    lab.run({ ...initial, policy, database }, 3).figures.meanWrite;
  expect(meanOf('through', 10)).toBeGreaterThan(5 * meanOf('through', 1));
  expect(meanOf('back', 10)).toBe(meanOf('back', 1));
});
