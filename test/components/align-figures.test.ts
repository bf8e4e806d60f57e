import { expect, test } from 'vitest';
import { alignFigures } from '../../src/components/align-figures.ts';

const table = (rows: readonly (readonly string[])[]): string =>
  `<thead><tr>${(rows[0] ?? []).map((cell) => `<th scope="col">${cell}</th>`).join('')}</tr></thead><tbody>${rows
    .slice(1)
    .map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
    .join('')}</tbody>`;

test('a column of amounts is marked from its heading to its last cell, marks of sources aside', () => {
  const html = alignFigures(
    table([
      ['Level', 'Down'],
      ['99%', '<b>87.66 h</b><sup>1</sup>'],
      ['99.9%', '–'],
    ]),
  );
  expect(html.match(/<t[hd] class="figure"/g)).toHaveLength(3);
  expect(html).toContain('<th class="figure" scope="col">Down</th>');
});

test('a table without such a column stays as it is', () => {
  const html = table([
    ['1', '2'],
    ['3', 'words'],
  ]);
  expect(alignFigures(html)).toBe(html);
});
