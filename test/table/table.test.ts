import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Facts, factsSchema } from '../../src/table/facts.ts';
import { numbersOf, tablesOf } from '../../src/table/table.ts';

const numRuns = Number(process.env['FC_RUNS'] ?? 200);

const facts = (table: object, more: object = {}): Facts =>
  factsSchema.parse({
    chapter: 'caching',
    checked: '2026-11-23',
    tables: [{ id: 'classes', title: 'Classes', question: 'Which?', columns: ['Class', 'Price'], ...table }],
    ...more,
  });

const cellsOf = (table: object) => tablesOf(facts(table))[0]?.rows;

test('a cell says where it comes from, else its row does, else its column, else its table', () => {
  const columns = ['Class', { name: 'Price', source: 'column' }];
  const rows = [
    ['One', { value: 'a', source: 'cell' }],
    { cells: ['Two', 'b'], source: 'row' },
    { cells: ['Three', { value: 'c', source: 'cell' }], source: 'row' },
    ['Four', 'd'],
  ];
  expect(cellsOf({ source: 'table', columns, rows })?.map((row) => row.map(({ sources }) => sources[0]))).toEqual([
    ['table', 'cell'],
    ['row', 'row'],
    ['row', 'cell'],
    ['table', 'column'],
  ]);
});

test('a cell whose source nobody says is general knowledge of the day of the file', () => {
  expect(cellsOf({ rows: [['One', 'a']] })?.[0]?.[1]).toEqual({
    value: 'a',
    sources: ['general'],
    checked: '2026-11-23',
  });
});

test('a day goes with the source beside which it stands', () => {
  const rows = [['One', { value: 'a', source: 'cell' }], { cells: ['Two', 'b'], source: 'row', checked: '2026-01-01' }];
  const days = cellsOf({ source: 'table', checked: '2026-02-02', rows })?.map((row) =>
    row.map(({ checked }) => checked),
  );
  expect(days).toEqual([
    ['2026-02-02', undefined],
    ['2026-01-01', '2026-01-01'],
  ]);
});

test('a day beside a cell without a source is the day of the source that the cell takes from around it', () => {
  const rows = [['One', { value: 'a', checked: '2026-03-03' }]];
  expect(cellsOf({ source: 'table', checked: '2026-02-02', rows })?.[0]?.[1]).toEqual({
    value: 'a',
    sources: ['table'],
    checked: '2026-03-03',
  });
});

test('every row has as many cells as there are columns, whatever forms columns, rows and cells have', () => {
  const form = fc.boolean();
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 6 }), fc.array(form, { minLength: 20, maxLength: 20 }), (width, forms) => {
      const texts = Array.from({ length: width }, (_, i) => `cell ${i}`);
      const cells = texts.map((value, i) => (forms[i] ? value : { value, source: 'key' }));
      const columns = texts.map((name, i) => (forms[i + 6] ? name : { name, source: 'key' }));
      const [table] = tablesOf(facts({ columns, rows: [forms[13] ? cells : { cells }] }));
      expect(table?.columns).toEqual(texts);
      expect(table?.rows.map((row) => row.map(({ value }) => value))).toEqual([texts]);
    }),
    { numRuns },
  );
});

test('the figures of a chapter are a table of three columns, named after the chapter', () => {
  const numbers = [{ what: 'Size', value: '1 MB', conditions: 'by default', source: ['rfc', 'book'] }];
  expect(numbersOf(facts({ rows: [['One', 'a']] }, { numbers }))).toMatchObject({
    id: 'caching-numbers',
    columns: ['What', 'Value', 'When it holds'],
    rows: [['Size', '1 MB', 'by default'].map((value) => ({ value, sources: ['rfc', 'book'] }))],
  });
});

test('a chapter without figures has no table of them', () => {
  expect(numbersOf(facts({ rows: [['One', 'a']] }))).toBe(undefined);
});
