import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkedOn, markProvenance } from '../../src/table/provenance.ts';
import type { Sources } from '../../src/table/sources.ts';
import type { Cell, Table } from '../../src/table/table.ts';

const numRuns = Number(process.env['FC_RUNS'] ?? 200);

const source = (checked: string) => ({ title: 'T', url: 'https://example.org/', read: 'whole', checked }) as const;
const sources: Sources = { a: source('2026-01-01'), b: source('2026-02-02'), c: source('2026-03-03') };

const tableOf = (rows: readonly (readonly Cell[])[]): Table => ({
  id: 't',
  title: 'T',
  question: 'Q',
  chapter: 'c',
  columns: (rows[0] ?? []).map((_, i) => `column ${i}`),
  rows,
  remarks: [],
});

/** A table of cells whose sources are given by letters, a row a word. */
const lettered = (...rows: readonly string[]): Table =>
  tableOf(rows.map((row) => [...row].map((key) => ({ value: 'v', sources: [key] }))));

/** Few sources over many cells, so that columns and rows often share one. */
const cell: fc.Arbitrary<Cell> = fc.record(
  {
    value: fc.constant('v'),
    sources: fc.constantFrom(['a'], ['b'], ['c'], ['general'], ['a', 'b'], ['b', 'a']),
    checked: fc.constantFrom('2026-01-01', '2026-11-23'),
  },
  { requiredKeys: ['value', 'sources'] },
);
const tables = fc
  .tuple(
    fc.integer({ min: 2, max: 5 }),
    fc.integer({ min: 1, max: 5 }),
    fc.array(cell, { minLength: 1, maxLength: 25 }),
  )
  .map(([columns, rows, cells]) =>
    tableOf(
      Array.from({ length: rows }, (_, i) =>
        Array.from({ length: columns }, (_, j) => cells[(i * columns + j) % cells.length] as Cell),
      ),
    ),
  );

/** What a reader takes a cell to rest on, by the rules that stand below every table. */
function read({ columns, marks, legend }: ReturnType<typeof markProvenance>, row: number, column: number) {
  const own = marks[row]?.[column] ?? '';
  const head = marks[row]?.[0] ?? '';
  const mark = own || columns[column] || head;
  return mark === '' ? legend[0] : legend.find((entry) => entry.mark === mark);
}

test('the marks of every table lead from each cell back to its sources and its day', () => {
  fc.assert(
    fc.property(tables, (table) => {
      const marked = markProvenance(table, sources);
      table.rows.forEach((row, i) => {
        row.forEach((cell, j) => {
          expect(read(marked, i, j)).toMatchObject({ sources: cell.sources, checked: checkedOn(cell, sources) });
        });
      });
    }),
    { numRuns },
  );
});

test('every mark is explained once, and every explanation but the first is used', () => {
  fc.assert(
    fc.property(tables, (table) => {
      const { columns, marks, legend } = markProvenance(table, sources);
      const explained = legend.map(({ mark }) => mark).filter((mark) => mark !== '');
      const used = new Set([...columns, ...marks.flat()].filter((mark) => mark !== ''));
      expect(explained.toSorted()).toEqual([...used].toSorted());
      expect(marks.map((row) => row.length)).toEqual(table.rows.map((row) => row.length));
    }),
    { numRuns },
  );
});

test('a table of one source has no mark', () => {
  expect(markProvenance(lettered('aaa', 'aaa'), sources)).toMatchObject({
    columns: ['', '', ''],
    marks: [
      ['', '', ''],
      ['', '', ''],
    ],
    legend: [{ mark: '', sources: ['a'], checked: '2026-01-01' }],
  });
});

test('a column of another source is marked at its heading, the column of the heads too', () => {
  expect(markProvenance(lettered('baac', 'baac'), sources)).toMatchObject({
    columns: ['a', '', '', 'b'],
    marks: [
      ['', '', '', ''],
      ['', '', '', ''],
    ],
  });
});

test('a row of another source is marked at its head', () => {
  expect(markProvenance(lettered('aaa', 'bbb', 'aaa'), sources).marks).toEqual([
    ['', '', ''],
    ['a', '', ''],
    ['', '', ''],
  ]);
});

test('a head of another source than its row does not take the row with it', () => {
  expect(markProvenance(lettered('aaa', 'baa'), sources).marks).toEqual([
    ['', '', ''],
    ['a', 'b', 'b'],
  ]);
});

test('the twenty-seventh mark is aa', () => {
  const keys = Array.from({ length: 28 }, (_, i) => ({ value: 'v', sources: [`s${i}`] }));
  const { marks } = markProvenance(tableOf([keys, keys.toReversed()]), sources);
  expect(marks[0]?.at(-1)).toBe('aa');
});

test('a cell without a day of its own was checked when the first of its sources was read', () => {
  expect(checkedOn({ sources: ['c', 'a', 'general'] }, sources)).toBe('2026-01-01');
  expect(checkedOn({ sources: ['c', 'a'], checked: '2026-11-23' }, sources)).toBe('2026-11-23');
  expect(checkedOn({ sources: ['unheard-of'] }, sources)).toBe('');
});
