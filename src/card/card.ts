import { colours } from './colours.ts';
import { type Fitted, fitText } from './fit-text.ts';

/** What a picture of a page says and shows. */
export interface Card {
  /** What kind of page it is, or the part it belongs to. */
  readonly label: string;
  readonly title: string;
  readonly summary: string;
  /** The name of the handbook. */
  readonly name: string;
  /** SVG of a drawing `motifSize` wide and high. */
  readonly motif: string;
  /** Chapters of each part in reading order: true for the one that the page belongs to. */
  readonly parts: readonly (readonly boolean[])[];
}

/** The widths of a text in the two cuts of the text face, in units of the type size. */
export interface Measures {
  readonly bold: (text: string) => number;
  readonly regular: (text: string) => number;
}

/** Width and height of a picture, as Open Graph readers expect it. */
export const cardSize = { width: 1200, height: 630 } as const;

/** Width and height of the drawing in it. */
export const motifSize = { width: 292, height: 372 } as const;

const margin = 76;
const right = cardSize.width - margin;
const column = 660;
const top = 138;
const rule = 546;

/** Draws the picture of a page as SVG; its text is text, in Source Serif 4 and Source Sans 3. */
export function card({ label, title, summary, name, motif, parts }: Card, measures: Measures): string {
  const { heading, text } = fitted(title, summary, measures);
  const below = top + heightOf(heading, 1.1) + 26;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${cardSize.width}" height="${cardSize.height}">
<rect width="100%" height="100%" fill="${colours.paper}"/>
<text x="${margin}" y="102" font-family="Source Sans 3 ExtraLight" font-weight="600" font-size="25" fill="${colours.accent}">${escaped(line(label, column, measures))}</text>
${lines(heading, top, 1.1, `font-family="Source Serif 4" font-weight="600" fill="${colours.ink}"`)}
${lines(text, below, 1.42, `font-family="Source Serif 4" fill="${colours.soft}"`)}
<g transform="translate(${right - motifSize.width} ${top - 56})">${motif}</g>
<path d="M${margin} ${rule}.5H${right}" stroke="${colours.line}"/>
<text x="${margin}" y="594" font-family="Source Serif 4" font-weight="600" font-size="24" fill="${colours.ink}">${escaped(line(name, 480, measures))}</text>
${ruler(parts)}
</svg>`;
}

/** A label as one line; measured in the bold cut of the text face, which is no narrower than the label face. */
const line = (text: string, width: number, { bold }: Measures): string =>
  fitText(text, { width, lines: 1, sizes: [25], measure: bold }).lines[0] ?? '';

/** Title and summary in the largest sizes in which both have room above the rule. */
function fitted(title: string, summary: string, { bold, regular }: Measures) {
  const sizes = [84, 76, 70, 64, 58, 52, 46];
  const rooms = sizes.map((size, i) => ({ sizes: sizes.slice(i), lines: size > 70 ? 2 : 3 }));
  const summarySizes = [34, 32, 30, 28, 26];
  const settings = rooms.map((room) => {
    const heading = fitText(title, { width: column, measure: bold, ...room });
    const space = rule - 24 - (top + heightOf(heading, 1.1) + 26);
    const text = summarySizes
      .map((size) => fitText(summary, { width: column, measure: regular, lines: 9, sizes: [size] }))
      .find((set) => heightOf(set, 1.42) <= space);
    return { heading, text };
  });
  const best = settings.find(
    (setting): setting is { heading: Fitted; text: Fitted } => setting.text !== undefined && isWhole(setting.heading),
  );
  if (best) return best;
  const heading = fitText(title, { width: column, measure: bold, lines: 3, sizes: [46] });
  return { heading, text: fitText(summary, { width: column, measure: regular, lines: 5, sizes: [26] }) };
}

const isWhole = ({ lines: set }: Fitted): boolean => !set.at(-1)?.endsWith('…');

const heightOf = ({ size, lines: { length } }: Fitted, leading: number): number => Math.round(size * leading * length);

/** Lines of the text face below a height. */
function lines({ size, lines: set }: Fitted, from: number, leading: number, look: string): string {
  const baseline = (i: number): number => Math.round(from + size * (leading * i + 0.5 + leading / 2 - 0.18));
  return set
    .map((line, i) => `<text x="${margin}" y="${baseline(i)}" font-size="${size}" ${look}>${escaped(line)}</text>`)
    .join('\n');
}

/** A tick for each chapter, parts apart, the page's own taller. */
function ruler(parts: Card['parts']): string {
  const ticks = parts.flatMap((part, i) => [...(i === 0 ? [] : ['gap' as const]), ...part]);
  const step = Math.min(11, Math.floor(560 / Math.max(1, ticks.length)));
  const from = right - step * (ticks.length - 1);
  const path = (own: boolean, from_: number, to: number): string =>
    ticks.map((tick, i) => (tick === own ? `M${from + step * i - 0.5} ${from_}V${to}` : '')).join('');
  return (
    `<path d="${path(false, 576, 594)}" stroke="${colours.stroke}"/>` +
    `<path d="${path(true, 566, 600)}" stroke="${colours.accent}" stroke-width="3"/>`
  );
}

/** A text as XML has it. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
