import type { RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { type Colour, colours } from './colours.ts';

/** A line of text as a stroke: where it begins and ends, as shares of the measure. */
export interface Stroke {
  readonly from?: number;
  readonly to: number;
  readonly colour: Colour;
  /** Thickness in pixels. */
  readonly weight?: number;
  /** Lines of space above, 0 where it stands on the line before. */
  readonly space?: number;
}

/** Where strokes are drawn, and how far apart they may be at most. */
interface Frame {
  readonly x: number;
  readonly width: number;
  readonly height: number;
  readonly step: number;
}

/** Strokes below each other, from the top; what has no room is left out. */
export function drawStrokes(strokes: readonly Stroke[], { x, width, height, step }: Frame): string {
  const total = strokes.reduce((sum, { space = 1 }) => sum + space, 0);
  const pitch = Math.max(6, Math.min(step, Math.floor(height / Math.max(1, total))));
  let y = -pitch;
  return strokes
    .map(({ from = 0, to, colour, weight = 1, space = 1 }) => {
      y += pitch * space;
      if (y > height) return '';
      const middle = Math.round(y) + (weight % 2) / 2;
      const [a, b] = [from, to].map((share) => Math.round(x + width * Math.min(1, share)));
      return `<path d="M${a} ${middle}H${b}" stroke="${colours[colour]}" stroke-width="${weight}"/>`;
    })
    .join('');
}

/** Characters that fill the measure. */
const measure = 64;

/** The lines of a rough note; those that were changed are marked. */
export const noteStrokes = (
  lines: readonly { readonly text: string; readonly changed: boolean }[],
): readonly Stroke[] =>
  lines.map(({ text, changed }) => {
    const indent = (/^\s*/.exec(text)?.[0] ?? '').replaceAll('\t', '    ').length / measure;
    return {
      from: indent,
      to: Math.max(indent + 0.1, text.trimEnd().length / measure),
      colour: changed ? 'gone' : 'stroke',
      weight: 2,
    };
  });

/** The blocks of a chapter: headings, lines of text, items and the rows of tables. */
export const blockStrokes = (blocks: readonly RootContent[]): readonly Stroke[] =>
  blocks.flatMap((block): readonly Stroke[] => {
    const { length } = textOf(block);
    if (block.type === 'heading')
      return [{ to: length / 30, colour: 'ink', weight: block.depth === 2 ? 3 : 2, space: block.depth === 2 ? 3 : 2 }];
    if (block.type === 'list') return block.children.flatMap((item) => itemStrokes(textOf(item).length));
    if (block.type === 'table')
      return block.children.flatMap((row, i) =>
        row.children.map((cell, j, { length: columns }) => {
          const share = Math.min(0.85, 0.2 + textOf(cell).length / 40);
          const from = j / columns;
          const space = j > 0 ? 0 : i === 0 ? 2 : 1;
          return { from, to: from + share / columns, colour: i === 0 ? 'ink' : 'accent', space };
        }),
      );
    return paragraphStrokes(length);
  });

function paragraphStrokes(length: number): readonly Stroke[] {
  const full = Math.floor(length / measure);
  const rest = (length % measure) / measure;
  return [...Array.from({ length: full }, () => 1), ...(rest > 0.1 ? [rest] : [])].map((to, i) => ({
    to,
    colour: 'stroke',
    space: i === 0 ? 2 : 1,
  }));
}

const itemStrokes = (length: number): readonly Stroke[] => [
  { to: 0.03, colour: 'ink', weight: 2 },
  { from: 0.08, to: 0.08 + length / measure, colour: 'stroke', space: 0 },
];
