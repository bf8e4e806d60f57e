import { motifSize } from './card.ts';
import { type Colour, colours } from './colours.ts';
import { drawStrokes, type Stroke } from './strokes.ts';

const { width, height } = motifSize;

/** A rough note on the left, what was made of it on the right. */
export function noteAndChapter(note: readonly Stroke[], chapter: readonly Stroke[]): string {
  const page = 126;
  const from = width - page;
  const middle = (page + from) / 2;
  const level = Math.round(Math.min(height, 14 * (note.length - 1)) / 2) + 0.5;
  return (
    drawStrokes(note, { x: 0, width: page - 16, height, step: 14 }) +
    `<path d="M${middle - 14} ${level}h22m-6 -6l6 6l-6 6" fill="none" stroke="${colours.ink}"/>` +
    drawStrokes(chapter, { x: from, width: page, height, step: 9 })
  );
}

/** A table as its rules and the lengths of its cells; the first row is the head. */
export function ruledTable(rows: readonly (readonly number[])[]): string {
  const columns = Math.max(1, ...rows.map(({ length }) => length));
  const pitch = Math.min(44, Math.floor(height / rows.length));
  const cell = width / columns;
  return rows
    .map((cells, i) => {
      const y = i * pitch;
      const marks = cells.map((length, j) => {
        const to = Math.round(cell * (j + Math.min(0.82, 0.12 + length / 36)));
        const colour: Colour = i === 0 ? 'ink' : j === 0 ? 'accent' : 'stroke';
        const middle = y + Math.round(pitch / 2);
        return `<path d="M${Math.round(cell * j)} ${middle}H${to}" stroke="${colours[colour]}" stroke-width="2"/>`;
      });
      const line = i === 0 ? '' : `<path d="M0 ${y}.5H${width}" stroke="${i === 1 ? colours.ink : colours.line}"/>`;
      return marks.join('') + line;
    })
    .join('');
}

/** Many tables side by side, each by the numbers of its rows and columns. */
export function manyTables(tables: readonly { readonly rows: number; readonly columns: number }[]): string {
  const across = 7;
  const size = 30;
  const pitch = (width - size) / (across - 1);
  return tables
    .slice(0, across * Math.floor((height + pitch - size) / pitch))
    .map(({ rows, columns }, i) => {
      const [x, y] = [(i % across) * pitch, Math.floor(i / across) * pitch].map(Math.round);
      const high = Math.min(size, 4 * rows);
      const rules = Array.from({ length: Math.min(rows, 7) }, (_, row) => `M${x} ${(y ?? 0) + row * 4 + 0.5}h${size}`);
      const verticals = Array.from(
        { length: columns - 1 },
        (_, column) => `M${(x ?? 0) + Math.round((size * (column + 1)) / columns) + 0.5} ${y}v${high}`,
      );
      return (
        `<path d="${rules.slice(1).join('')}${verticals.join('')}" stroke="${colours.stroke}"/>` +
        `<path d="${rules[0]}" stroke="${colours.ink}" stroke-width="2"/>`
      );
    })
    .join('');
}

/** What runs as the lines that it draws; each is as high as it is wide, from 0 to its greatest value. */
export function manyCurves(curves: readonly (readonly number[])[]): string {
  const across = 3;
  const pitch = Math.round(width / across);
  const size = { width: pitch - 14, height: 40 };
  return curves
    .slice(0, across * Math.floor(height / 56))
    .map((values, i) => {
      const [x, y] = [(i % across) * pitch, Math.floor(i / across) * 56];
      const most = Math.max(...values, 1e-9);
      const points = values.map((value, j) => [
        x + Math.round((size.width * j) / Math.max(1, values.length - 1)),
        y + size.height - Math.round((size.height * value) / most),
      ]);
      return (
        `<path d="M${x} ${y + size.height + 0.5}h${size.width}" stroke="${colours.line}"/>` +
        `<path d="M${points.map((point) => point.join(' ')).join('L')}" fill="none" stroke="${colours.accent}" stroke-width="2"/>`
      );
    })
    .join('');
}

/** Terms, each before its definition. */
export const termsAndDefinitions = (terms: readonly (readonly [number, number])[]): string =>
  drawStrokes(
    terms.slice(0, Math.floor(height / 14) + 1).flatMap(([term, definition]): readonly Stroke[] => {
      const to = term / 70;
      return [
        { to, colour: 'ink', weight: 2 },
        { from: to + 0.03, to: to + 0.03 + definition / 130, colour: 'stroke', space: 0 },
      ];
    }),
    { x: 0, width, height, step: 14 },
  );

/** What the notes had, struck out, above what the chapters have. */
export const goneAndCome = (changes: readonly (readonly [number, number])[]): string =>
  drawStrokes(
    changes.slice(0, Math.floor(height / 36) + 1).flatMap(([gone, come]): readonly Stroke[] => [
      { to: gone / 240, colour: 'gone', space: 2 },
      { to: come / 240, colour: 'come', weight: 2 },
    ]),
    { x: 0, width, height, step: 12 },
  );
