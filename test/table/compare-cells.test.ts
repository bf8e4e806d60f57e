import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareCells, isFigures } from '../../src/table/compare-cells.ts';

const numRuns = Number(process.env['FC_RUNS'] ?? 200);
const sorted = (cells: readonly string[], descending = false): readonly string[] =>
  cells.toSorted((a, b) => compareCells(a, b, descending));

describe('a column sorts as a reader expects', () => {
  test.each([
    ['bytes by size, not by letter', ['999 KB', '1 MB', '1 MiB', '1 GB']],
    ['percentages', ['99%', '99.5%', '99.9%', '99.99%']],
    ['times of any unit', ['500 µs', '1 ms', '1–5 ms', '2 s', '5 min', '1 h', '30 days', '90 days']],
    ['words for times beside amounts', ['milliseconds', '2 s', 'minutes to hours', 'hours', '12 hours']],
    ['limits around the number that they name', ['under 3', '3', '3 or more', '4']],
    ['counts with separators and scales', ['25,600', '1.024 million', '4.096 million', '56.8 billion', '1.21 × 10²⁴']],
    ['powers', ['100', '2¹²', '62⁶']],
    ['numbers within words', ['HTTP/1.1', 'HTTP/2', 'HTTP/3', 'HTTP/10']],
    ['dates', ['2023-11-28', '2026-02-03', '2026-11-23']],
    ['measured means, whatever their spread', ['9.8% ± 1.2', '38.8% ± 0.2 tie', '43.9%', '1,204% ± <1', 'for ever']],
    ['words whatever their case', ['cache-aside', 'Read-through', 'write-around']],
  ])('%s', (_, cells) => {
    expect(sorted(cells.toReversed())).toEqual(cells);
    expect(sorted(cells, true)).toEqual(cells.toReversed());
  });

  test('what is missing or unstable stands last in both directions', () => {
    expect(sorted(['unstable', '2 ms', '1 ms ± 0.1'], true)).toEqual(['2 ms', '1 ms ± 0.1', 'unstable']);
    expect(sorted(['none', '2', '–', '', 'yes', '1'])).toEqual(['1', '2', 'yes', 'none', '–', '']);
    expect(sorted(['none', '2', '–', '', 'yes', '1'], true)).toEqual(['yes', '2', '1', 'none', '–', '']);
  });

  test('names that every object has are no units', () => {
    expect(compareCells('5 constructor', '5 toString')).toBe(0);
  });
});

describe('laws', () => {
  const unit = fc.constantFrom(
    '',
    ' KB',
    ' GiB',
    '%',
    ' ms',
    ' min',
    ' days',
    ' million',
    ' or more',
    ' – 7',
    ' to 9 s',
    '⁹⁹⁹',
  );
  const cell = fc.oneof(
    fc
      .tuple(fc.constantFrom('', 'about ', '<', 'up to ', '-', '$'), fc.nat(2_000), unit)
      .map((parts) => parts.join('')),
    fc.constantFrom('', '–', 'none', 'n/a', 'Yes', 'yes', 'minutes to hours', '2026-11-23', 'HTTP/2'),
    fc.string({ maxLength: 8 }),
  );

  test('the order is a total preorder in both directions', () => {
    fc.assert(
      fc.property(cell, cell, cell, fc.boolean(), (a, b, c, descending) => {
        const compare = (x: string, y: string): number => Math.sign(compareCells(x, y, descending));
        expect(compare(a, a)).toBe(0);
        expect(compare(a, b) + compare(b, a)).toBe(0);
        if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns },
    );
  });

  test('sorting loses nothing, and once sorted nothing moves', () => {
    fc.assert(
      fc.property(fc.array(cell), fc.boolean(), (cells, descending) => {
        const once = sorted(cells, descending);
        expect(once.toSorted()).toEqual(cells.toSorted());
        expect(sorted(once, descending)).toEqual(once);
      }),
      { numRuns },
    );
  });
});

test('a column of amounts alone is one of figures', () => {
  expect(isFigures(['87.66 h', '52.6 min', '–', '25.9 s'])).toBe(true);
  expect(isFigures(['99.99%', '99.95% in its zone'])).toBe(false);
  expect(isFigures(['milliseconds', 'hours'])).toBe(false);
  expect(isFigures(['none', '–'])).toBe(false);
});
