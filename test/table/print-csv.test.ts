import { expect, test } from 'vitest';
import { printCsv } from '../../src/table/print-csv.ts';

// RFC 4180, section 2.
test('lines end with CRLF; commas, quotes and line breaks are quoted, and quotes doubled', () => {
  expect(
    printCsv([
      ['a', 'b, c'],
      ['"d"', 'e\nf'],
      ['', 'g'],
    ]),
  ).toBe('a,"b, c"\r\n"""d""","e\nf"\r\n,g\r\n');
});
