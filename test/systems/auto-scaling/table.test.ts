import { expect, test } from 'vitest';
import { measure } from '../../../src/lab/measure.ts';
import { tables } from '../../../src/systems/auto-scaling/table.ts';

const [spike = [], strain = [], cost = []] = tables.map((table) =>
  measure(table).rows.map((cells) => cells.slice(1).map(({ measured }) => measured?.mean ?? Number.NaN)),
);
const scheduled = 3;
const notes = 4;

test('waiting for instances makes most of the time over 80%, and all but the schedule gain without it', () => {
  for (const [i, [minutes = 0, atOnce = 0]] of spike.entries())
    if (i === scheduled) expect(atOnce).toBe(minutes);
    else expect(atOnce).toBeLessThan(minutes / 2);
});

test('the rule of the notes drops least in a spike, since it has grown before', () => {
  const dropped = spike.map((row) => row[2] ?? Number.NaN);
  expect(Math.min(...dropped)).toBe(dropped[notes]);
});

test('a schedule is best for the step that it knows, and worst for a wave that it does not', () => {
  const [step, wave] = [1, 2].map((column) => strain.map((row) => row[column] ?? Number.NaN));
  expect(step?.[scheduled]).toBe(0);
  expect(step?.filter((minutes) => minutes === 0)).toHaveLength(1);
  expect(wave?.[scheduled]).toBe(Math.max(...(wave ?? [])));
});

test('the rule of the notes pays most for every load but the constant one', () => {
  for (const column of [0, 1, 2]) expect(cost[notes]?.[column]).toBe(Math.max(...cost.map((row) => row[column] ?? 0)));
});
