import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { measure } from '../src/lab/measure.ts';
import type { AnyMeasuredTable } from '../src/lab/measured-table.ts';
import type { Measurable } from '../src/normalize/tables.ts';
import type { Table } from '../src/table/table.ts';

const root = resolve(import.meta.dirname, '..');
const systems = join(root, 'src/systems');
/** Where the chapters' folder keeps what was measured. */
const kept = join(root, 'src/content/chapters/measured');
const load = createRequire(import.meta.url);

/** The tables of one system, and a hash of all code that their figures come from, as it was when it was loaded. */
interface Loaded {
  readonly tables: readonly AnyMeasuredTable[];
  readonly code: string;
}

const loaded = new Map<string, Loaded>();

/**
 * The tables of every system that has a `table.ts`. What the chapters' folder has stands for as long as the code that it
 * comes from stays as it is; `again` measures it all the same.
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
        measure: () => (again ? undefined : keptTable(table.id, code)) ?? measureNow(table, code),
      }));
    });

function loadTables(file: string): Loaded {
  const code = codeBehind([file, join(root, 'src/lab/measure.ts')]);
  const { tables }: { tables: readonly AnyMeasuredTable[] } = load(file);
  const own = { tables, code };
  loaded.set(file, own);
  return own;
}

/** A hash of some files, of every file of ours that they import, near or far, and of the versions of packages. */
function codeBehind(files: readonly string[]): string {
  const { dependencies }: { dependencies: Readonly<Record<string, string>> } = load(join(root, 'package.json'));
  const parts = new Map<string, string>();
  const read = (file: string): void => {
    const path = relative(root, file).split(sep).join('/');
    if (parts.has(path)) return;
    const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
    parts.set(path, text);
    for (const [, from = ''] of text.matchAll(/\bfrom '([^']+)'/g)) {
      const name = /^(@[^/]+\/)?[^/]+/.exec(from)?.[0] ?? from;
      if (from.startsWith('.')) read(resolve(dirname(file), from));
      else parts.set(name, dependencies[name] ?? '');
    }
  };
  for (const file of files) read(file);
  return createHash('sha256')
    .update(JSON.stringify([...parts].toSorted()))
    .digest('hex');
}

/** The table as the chapters' folder has it, if nobody has changed it, nor the code behind its figures. */
function keptTable(id: string, code: string): Table | undefined {
  const file = join(kept, `${id}.json`);
  if (!statSync(file, { throwIfNoEntry: false })) return undefined;
  const {
    generated: _,
    stamp,
    ...table
  }: Table & { readonly generated: string } = JSON.parse(readFileSync(file, 'utf8'));
  return stamp === stampOf(table, code) ? { ...table, stamp } : undefined;
}

function measureNow(definition: AnyMeasuredTable, code: string): Table {
  const started = performance.now();
  const table = measure(definition);
  const cells = table.rows.flat().filter(({ measured }) => measured).length;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${table.id}: ${cells} cells measured in ${seconds} s\n`);
  return { ...table, stamp: stampOf(table, code) };
}

const stampOf = (table: Table, code: string): string =>
  createHash('sha256')
    .update(JSON.stringify([code, table]))
    .digest('hex');
