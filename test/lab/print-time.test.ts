import { expect, test } from 'vitest';
import { millisecond, minute, second } from '../../src/kernel/time.ts';
import { printTime } from '../../src/lab/print-time.ts';

test.each([
  [{}, 12_340 * millisecond, '12.340 s'],
  [{}, 60 * second, '1 min 0 s'],
  [{}, 35 * minute + 10 * second, '35 min 10 s'],
  [{}, 61_500 * millisecond, '61.500 s'],
  [{ step: { name: 'access', time: millisecond } }, 4998 * millisecond, 'access 4,999'],
] as const)('%s at %s is %s', (lab, time, text) => {
  expect(printTime(lab, time)).toBe(text);
});
