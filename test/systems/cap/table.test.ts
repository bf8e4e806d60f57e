import { expect, test } from 'vitest';
import { measure } from '../../../src/lab/measure.ts';
import { tables } from '../../../src/systems/cap/table.ts';

const [during, otherwise] = tables.map((table) =>
  measure(table).rows.map((cells) => cells.slice(1).map(({ measured }) => measured?.mean ?? Number.NaN)),
);

test('in a partition, who is right leaves clients unanswered, and who answers all is wrong', () => {
  const [quorum = [], secondary = [], primary = [], local = []] = during ?? [];
  for (const [answered, linearizable, stale, lost] of [quorum, secondary, primary]) {
    expect(answered).toBeLessThan(70);
    expect([linearizable, stale, lost]).toEqual([1, 0, 0]);
  }
  expect(local.slice(0, 2)).toEqual([100, 0]);
  for (const wrong of local.slice(2, 4)) expect(wrong).toBeGreaterThan(1);
});

test('otherwise everybody is answered: rightly and late, or wrongly and at once', () => {
  const [quorum = [], primary = [], local = []] = otherwise ?? [];
  for (const [operations, answered] of [quorum, primary, local]) expect(answered).toBe(operations);
  for (const [, , stale, lost] of [quorum, primary]) expect([stale, lost]).toEqual([0, 0]);
  for (const wrong of local.slice(2, 4)) expect(wrong).toBeGreaterThan(1);
  expect(local[4]).toBeLessThan(1);
  expect(primary[4]).toBeGreaterThan(100);
  expect(quorum[4]).toBeGreaterThan(primary[4] ?? Infinity);
});
