import { expect, test } from 'vitest';
import { mix } from '../../src/kernel/mix.ts';

test('takes no two numbers to one', () => {
  const seen = new Set(Array.from({ length: 100_000 }, (_, i) => mix(i * 40_503)));
  expect(seen.size).toBe(100_000);
});
