import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { measuredTables } from '../../scripts/measured-tables.ts';
import type { Control } from '../../src/lab/lab.ts';
import type { AnyMeasuredTable } from '../../src/lab/measured-table.ts';
import { onStep } from '../../src/lab/state.ts';
import { outlineSchema } from '../../src/normalize/settings/outline.ts';
import { factsSchema } from '../../src/table/facts.ts';
import { numbersOf, tablesOf } from '../../src/table/table.ts';

const systems = readdirSync('src/systems').filter((name) => existsSync(`src/systems/${name}/table.ts`));
const tables: readonly (readonly [string, string, AnyMeasuredTable])[] = (
  await Promise.all(
    systems.map(async (system) => {
      const module: { tables: readonly AnyMeasuredTable[] } = await import(`../../src/systems/${system}/table.ts`);
      return module.tables.map((table) => [table.id, system, table] as const);
    }),
  )
).flat();

const outline = outlineSchema.parse(parseYaml(readFileSync('notes/outline.yaml', 'utf8')));
const chapters = outline.parts.flatMap((part) => part.chapters.map(({ id }) => id));
const cited = readdirSync('notes/facts').flatMap((file) => {
  const facts = factsSchema.parse(parseYaml(readFileSync(`notes/facts/${file}`, 'utf8')));
  return [...tablesOf(facts), ...[numbersOf(facts)].filter((table) => table !== undefined)].map(({ id }) => id);
});

test('the commands find each of them', () => {
  expect(measuredTables(false).map(({ id, chapter, lab }) => [id, chapter, lab])).toEqual(
    tables.map(([id, , { chapter, lab }]) => [id, chapter, lab.id]),
  );
});

test('no two tables have the same id, be they measured or cited', () => {
  const ids = [...cited, ...tables.map(([id]) => id)];
  expect(ids.filter((id, i) => ids.indexOf(id) < i)).toEqual([]);
});

describe.each(tables)('%s', (id, system, { chapter, lab, rows, columns, seeds }) => {
  test('has an address, a chapter of the handbook, the lab of its folder, and seeds', () => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(chapters).toContain(chapter);
    expect(lab.id).toBe(system);
    expect(seeds).toSatisfy((count: number) => Number.isInteger(count) && count >= 1);
  });

  test('sets nothing but what its lab can be set to', () => {
    const set = [...rows, ...columns].flatMap(({ settings = {} }) => Object.entries(settings));
    expect(set.filter(([name, value]) => !fits(lab.controls[name], value))).toEqual([]);
  });

  test('reads a figure of its lab in every cell', () => {
    for (const row of rows)
      for (const column of columns) expect(Object.keys(lab.figures)).toContain(column.figure ?? row.figure);
  });
});

function fits(control: Control | undefined, value: unknown): boolean {
  if (control?.kind === 'choice') return typeof value === 'string' && Object.hasOwn(control.options, value);
  if (control?.kind === 'switch') return typeof value === 'boolean';
  return control !== undefined && typeof value === 'number' && onStep(control, value) === value;
}
