import { expect, test } from 'vitest';
import { printFigure, printNumber } from '../../src/lab/print-figure.ts';

test.each([
  [62.54, { label: '', unit: '%', digits: 1 }, '62.5%'],
  [1204, { label: '', unit: 'requests', digits: 0 }, '1,204 requests'],
  [1234567.891, { label: '', digits: 2 }, '1,234,567.89'],
  [Infinity, { label: '', unit: 's', digits: 1, infinite: 'not within the run' }, 'not within the run'],
  [1, { label: '', digits: 2, words: ['no', 'yes'] }, 'yes'],
  [0.97, { label: '', digits: 2, words: ['no', 'yes'] }, '0.97'],
  [2, { label: '', digits: 2, words: ['no', 'yes'] }, '2.00'],
  [Number.NaN, { label: '', digits: 1 }, '–'],
] as const)('%s is printed as its form says', (value, form, text) => {
  expect(printFigure(value, form)).toBe(text);
});

test('a negative number has a true minus, and nought has none', () => {
  expect(printNumber(-1234.5, 1)).toBe('−1,234.5');
  expect(printNumber(-0.04, 1)).toBe('0.0');
});
