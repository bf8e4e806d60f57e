import { expect, test } from 'vitest';
import { tracesOf } from '../../../src/systems/cache-eviction/traces.ts';

const traces = tracesOf({ accesses: 50_000, keys: 500 }, 1);

/** How often each of the popular keys is asked for. */
const counts = (accesses: Iterable<number>): readonly number[] => {
  const known = new Array<number>(500).fill(0);
  for (const key of accesses) known[key] = (known[key] ?? 0) + 1;
  return known;
};
/** How much more often a key is asked for than another, against Zipf's law with exponent 0.9. */
const excess = (accesses: Iterable<number>, first: number, rank: number): number => {
  const asked = counts(accesses);
  return (asked[first] ?? 0) / (asked[(first + rank - 1) % 500] ?? 0) / rank ** 0.9;
};

test('under stable popularity the key of rank r is asked for r^0.9 times less often than the first', () => {
  for (const rank of [2, 4, 10]) expect(Math.abs(excess(traces.zipf.accesses, 0, rank) - 1)).toBeLessThan(0.1);
});

test('of each 500 accesses the last 125 are a scan, over keys that are asked for once', () => {
  const scanned: number[] = [];
  for (const [i, key] of traces.scan.accesses.entries()) {
    expect(key >= 500).toBe(i % 500 >= 375);
    if (key >= 500) scanned.push(key);
  }
  expect(new Set(scanned).size).toBe(scanned.length);
  expect(Math.max(...scanned)).toBeLessThan(traces.scan.keys);
});

test('in each fifth of the shifting trace the popular keys are others, by a fifth of all keys', () => {
  for (const phase of [0, 1, 2, 3, 4]) {
    const accesses = traces.shift.accesses.subarray(10_000 * phase, 10_000 * (phase + 1));
    const asked = counts(accesses);
    expect(asked.indexOf(Math.max(...asked))).toBe(100 * phase);
    expect(Math.abs(excess(accesses, 100 * phase, 4) - 1)).toBeLessThan(0.2);
  }
});

test('the kinds of traffic share no chance: their accesses differ where their popularity is the same', () => {
  const [calm, scan, shift] = [traces.zipf, traces.scan, traces.shift].map(({ accesses }) => [
    ...accesses.subarray(0, 300),
  ]);
  expect(calm).not.toEqual(scan);
  expect(calm).not.toEqual(shift);
  expect(scan).not.toEqual(shift);
});
