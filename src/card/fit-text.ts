/** The width of a text in units of its type size. */
type Measure = (text: string) => number;

/** What a text has to fit into, and the type sizes to try, largest first. */
interface Room {
  readonly width: number;
  readonly lines: number;
  readonly sizes: readonly number[];
  readonly measure: Measure;
}

/** A text set in lines of one size. */
export interface Fitted {
  readonly size: number;
  readonly lines: readonly string[];
}

/** Sets a text in the largest size in which it fits; where it fits in none, the smallest, cut with an ellipsis. */
export function fitText(text: string, { width, lines, sizes, measure }: Room): Fitted {
  const smallest = sizes.at(-1) ?? 0;
  for (const size of sizes) {
    const set = balanced(text, width / size, measure);
    if (set.length <= lines && set.every((line) => measure(line) * size <= width)) return { size, lines: set };
  }
  const kept = wrap(text, width / smallest, measure).slice(0, lines);
  return { size: smallest, lines: kept.map((line, i) => cut(line, width / smallest, measure, i === lines - 1)) };
}

/** Lines as few as possible and as even as possible: the narrowest measure that takes no line more. */
function balanced(text: string, width: number, measure: Measure): readonly string[] {
  const count = wrap(text, width, measure).length;
  let [low, high] = [0, width];
  for (let i = 0; i < 12; i++) {
    const middle = (low + high) / 2;
    if (wrap(text, middle, measure).length > count) low = middle;
    else high = middle;
  }
  return wrap(text, high, measure);
}

function wrap(text: string, width: number, measure: Measure): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    const longer = `${last} ${word}`;
    if (last !== undefined && measure(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function cut(line: string, width: number, measure: Measure, always: boolean): string {
  if (!always && measure(line) <= width) return line;
  const letters = [...line];
  while (letters.length > 0 && measure(`${letters.join('')}…`) > width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}
