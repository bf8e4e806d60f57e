import fc from 'fast-check';
import { expect, test } from 'vitest';
import { namesOf, plainView, readView, writeView } from '../../src/table/view.ts';

const numRuns = Number(process.env['FC_RUNS'] ?? 200);
const names = {
  columns: namesOf(['Class', 'First byte', 'Zones', 'Zones', '≠']),
  rows: namesOf(['S3 Standard', 'S3 Standard-IA', 'S3, Glacier']),
};

test('names are lower-case words, and a second one of a kind says so', () => {
  expect(names.columns).toEqual(['class', 'first-byte', 'zones', 'zones-2', 'x']);
});

test('an address that asks for nothing, or for what is not there, gives the table as printed', () => {
  for (const address of [
    '',
    'sort=&hide=&pin=&filter=',
    'sort=-nothing&hide=class,%FF&pin=S3 Standard,,x',
    'sort=__proto__',
  ])
    expect(readView(new URLSearchParams(address), names)).toEqual(plainView);
});

test('of three pinned rows the first two are, and the first column is never hidden', () => {
  const asked = readView(
    new URLSearchParams('pin=s3-glacier,s3-standard,s3-standard-ia&hide=class,zones,zones'),
    names,
  );
  expect(asked).toEqual({ ...plainView, pinned: [2, 0], hidden: [2] });
});

test('the table as printed leaves the address as it is, and keys of others stay', () => {
  expect(writeView(new URLSearchParams('q=1&sort=zones'), plainView, names).toString()).toBe('q=1');
});

test('every view comes back from its address', () => {
  const view = fc.record({
    sort: fc.option(fc.record({ column: fc.nat(4), descending: fc.boolean() }), { nil: undefined }),
    hidden: fc.uniqueArray(fc.integer({ min: 1, max: 4 })),
    pinned: fc.uniqueArray(fc.nat(2), { maxLength: 2 }),
    filter: fc.string(),
  });
  fc.assert(
    fc.property(view, (asked) => {
      const address = new URLSearchParams(writeView(new URLSearchParams(), asked, names).toString());
      expect(readView(address, names)).toEqual(asked);
    }),
    { numRuns },
  );
});

test('no address makes a view that the table cannot show', () => {
  const address = fc
    .tuple(fc.constantFrom('sort', 'hide', 'pin', 'filter'), fc.string())
    .map(([key, value]) => `${key}=${value}`);
  fc.assert(
    fc.property(address, (text) => {
      const { sort, hidden, pinned } = readView(new URLSearchParams(text), names);
      expect(sort === undefined || names.columns[sort.column] !== undefined).toBe(true);
      expect(hidden.every((column) => column > 0) && pinned.length <= 2).toBe(true);
    }),
    { numRuns },
  );
});
