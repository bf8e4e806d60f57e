import { type Quantity, quantityOf } from './quantity.ts';

/** Dimensions in the order in which a column that mixes them has them. */
const dimensions = ['number', 'percent', 'bytes', 'bits', 'seconds'] as const satisfies Quantity['dimension'][];

const nothing = /^(?:|[-–—]+|n\/a|not applicable|does not apply|unstable|none\b.*)$/is;
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/**
 * Orders the texts of two cells as a reader does: amounts by their size whatever the unit, then words, in both
 * directions last what is empty, `–`, `none` or `unstable`. A total preorder: a stable sort keeps cells that it finds equal.
 */
export function compareCells(a: string, b: string, descending = false): number {
  const [missingA, missingB] = [isMissing(a), isMissing(b)];
  if (missingA || missingB) return Number(missingA) - Number(missingB);
  const order = compareValues(a, b);
  return descending && order !== 0 ? -order : order;
}

const isMissing = (text: string): boolean => nothing.test(text.trim());

function compareValues(a: string, b: string): number {
  const [left, right] = [quantityOf(a), quantityOf(b)];
  if (!left || !right) return left ? -1 : right ? 1 : collator.compare(a.trim(), b.trim());
  return (
    dimensions.indexOf(left.dimension) - dimensions.indexOf(right.dimension) ||
    left.low - right.low ||
    left.bound - right.bound ||
    left.high - right.high
  );
}

/** Whether the texts of a column are amounts and nothing else, so that they are set flush right. */
export function isFigures(texts: readonly string[]): boolean {
  const given = texts.filter((text) => !isMissing(text));
  return given.length > 0 && given.every((text) => quantityOf(text)?.bare);
}
