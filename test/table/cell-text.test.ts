import { expect, test } from 'vitest';
import { cellText } from '../../src/table/cell-text.ts';

test('a cell loses its Markdown and nothing else', () => {
  expect(cellText('Cache **and** database, `STANDARD`')).toBe('Cache and database, STANDARD');
  expect(['-', '3. ', '# of nodes', '> 5 ms'].map(cellText)).toEqual(['-', '3.', '# of nodes', '> 5 ms']);
});
