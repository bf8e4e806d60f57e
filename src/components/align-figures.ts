import { isFigures } from '../table/compare-cells.ts';

const row = /<tr[^>]*>.*?<\/tr>/gs;
const cell = /(<t([hd]))([^>]*>)(.*?)(<\/t\2>)/gs;

/** The HTML of a table in which each column of nothing but amounts carries the class `figure`; the first names the rows. */
export function alignFigures(html: string): string {
  const rows = [...html.matchAll(row)].map(([text]) => [...text.matchAll(cell)].map(([, , , , inner = '']) => inner));
  const figures = (rows[0] ?? []).map(
    (_, i) => i > 0 && isFigures(rows.slice(1).map((cells) => textOf(cells[i] ?? ''))),
  );
  return html.replaceAll(row, (text) => {
    let i = 0;
    return text.replaceAll(cell, (whole, open: string, _, rest: string, inner: string, close: string) =>
      figures[i++] ? `${open} class="figure"${rest}${inner}${close}` : whole,
    );
  });
}

/** What a cell says, without its elements and the marks of its sources. */
const textOf = (html: string): string =>
  html
    .replaceAll(/<sup.*?<\/sup>/gs, '')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&#x3C;', '<')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .trim();
