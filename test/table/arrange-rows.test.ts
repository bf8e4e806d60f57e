import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrangeRows } from '../../src/table/arrange-rows.ts';
import { plainView } from '../../src/table/view.ts';

const numRuns = Number(process.env['FC_RUNS'] ?? 200);
const cells = [
  ['Standard', '3 zones', 'same'],
  ['Express', '1 zone', 'same'],
  ['Glacier', '3 zones', 'same'],
];

describe('rows', () => {
  test('stand as printed where nothing is asked', () => {
    expect(arrangeRows(cells, plainView)).toEqual([0, 1, 2]);
  });

  test('that are equal keep their order, upwards and downwards', () => {
    expect(arrangeRows(cells, { ...plainView, sort: { column: 1, descending: false } })).toEqual([1, 0, 2]);
    expect(arrangeRows(cells, { ...plainView, sort: { column: 1, descending: true } })).toEqual([0, 2, 1]);
    expect(arrangeRows(cells, { ...plainView, sort: { column: 2, descending: true } })).toEqual([0, 1, 2]);
  });

  test('that lack one of the words are left out', () => {
    expect(arrangeRows(cells, { ...plainView, filter: 'ZONES glac' })).toEqual([2]);
  });

  test('that are pinned come first, in the order of pinning, whatever the filter', () => {
    expect(arrangeRows(cells, { ...plainView, pinned: [2, 0], filter: 'express' })).toEqual([2, 0, 1]);
  });

  test('are each shown at most once, and all without a filter', () => {
    const view = fc.record({
      sort: fc.option(fc.record({ column: fc.nat(3), descending: fc.boolean() }), { nil: undefined }),
      hidden: fc.constant([]),
      pinned: fc.uniqueArray(fc.nat(2), { maxLength: 2 }),
      filter: fc.constantFrom('', 'e', 'zones', 'x'),
    });
    fc.assert(
      fc.property(view, (asked) => {
        const shown = arrangeRows(cells, asked);
        expect(new Set(shown).size).toBe(shown.length);
        if (asked.filter === '') expect(shown.toSorted()).toEqual([0, 1, 2]);
      }),
      { numRuns },
    );
  });
});
