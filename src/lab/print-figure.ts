import type { FigureForm } from './lab.ts';

/** A figure as it is printed, with its unit: `62.5%`, `1,204 requests`, or the words for a state or for no end. */
export function printFigure(value: number, { unit, digits, infinite = 'no end', words }: FigureForm): string {
  if (value === Infinity) return infinite;
  const word = words?.[value];
  if (word !== undefined) return word;
  const number = printNumber(value, digits);
  return withUnit(number, unit);
}

/** A number with so many digits after the point and a comma at each thousand; a dash for none. */
export function printNumber(value: number, digits: number): string {
  if (!Number.isFinite(value)) return '–';
  const [whole = '', fraction] = Math.abs(value).toFixed(digits).split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  const isNegative = value < 0 && Number(value.toFixed(digits)) !== 0;
  return `${isNegative ? '−' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** A number with its unit: a percent sign stands close, any other unit after a space. */
export const withUnit = (number: string, unit: string | undefined): string =>
  unit === undefined ? number : unit === '%' ? `${number}%` : `${number} ${unit}`;
