import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { measure } from '../src/lab/measure.ts';
import type { AnyMeasuredTable } from '../src/lab/measured-table.ts';
import type { Measurable } from '../src/normalize/tables.ts';
import type { Table } from '../src/table/table.ts';

const root = resolve(import.meta.dirname, '..');
const systems = join(root, 'src/systems');
const cache = join(root, 'node_modules/.cache/measured');
const load = createRequire(import.meta.url);

/** The tables of one system, and a hash of all code that their figures come from, packages and all, as it was when it was loaded. */
interface Loaded {
  readonly tables: readonly AnyMeasuredTable[];
  readonly code: string;
}

const loaded = new Map<string, Loaded>();

/**
 * The tables of every system that has a `table.ts`. What was measured is kept for as long as the code that it comes from
 * stays as it is; `again` measures it whatever is kept.
 */
export const measuredTables = (again: boolean): readonly Measurable[] =>
  readdirSync(systems)
    .toSorted()
    .map((name) => join(systems, name, 'table.ts'))
    .filter((file) => statSync(file, { throwIfNoEntry: false }))
    .flatMap((file) => {
      const { tables, code } = loaded.get(file) ?? loadTables(file);
      return tables.map((table) => ({
        id: table.id,
        chapter: table.chapter,
        lab: table.lab.id,
        measure: () => (again ? undefined : keptTable(table.id, code)) ?? measureAndKeep(table, code),
      }));
    });

function loadTables(file: string): Loaded {
  const code = codeBehind([file, join(root, 'src/lab/measure.ts'), join(root, 'package.json')]);
  const { tables }: { tables: readonly AnyMeasuredTable[] } = load(file);
  const own = { tables, code };
  loaded.set(file, own);
  return own;
}

/** A hash of some files and of every file of ours that they import, near or far, by path and text. */
function codeBehind(files: readonly string[]): string {
  const texts = new Map<string, string>();
  const read = (file: string): void => {
    if (texts.has(file)) return;
    const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
    texts.set(file, text);
    for (const [, path = ''] of text.matchAll(/\bfrom '(\.[^']+)'/g)) read(resolve(dirname(file), path));
  };
  for (const file of files) read(file);
  const listed = [...texts].map(([file, text]) => [relative(root, file), text]).toSorted();
  return createHash('sha256').update(JSON.stringify(listed)).digest('hex');
}

function keptTable(id: string, code: string): Table | undefined {
  const file = join(cache, `${id}.json`);
  if (!statSync(file, { throwIfNoEntry: false })) return undefined;
  const kept: { code: string; table: Table } = JSON.parse(readFileSync(file, 'utf8'));
  return kept.code === code ? kept.table : undefined;
}

function measureAndKeep(definition: AnyMeasuredTable, code: string): Table {
  const started = performance.now();
  const table = measure(definition);
  const cells = table.rows.flat().filter(({ measured }) => measured).length;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${table.id}: ${cells} cells measured in ${seconds} s\n`);
  // Another run may be at the same table: each writes a file of its own, and the last one stays.
  const beside = join(cache, `${table.id}.${process.pid}`);
  mkdirSync(cache, { recursive: true });
  writeFileSync(beside, JSON.stringify({ code, table }));
  renameSync(beside, join(cache, `${table.id}.json`));
  return table;
}
