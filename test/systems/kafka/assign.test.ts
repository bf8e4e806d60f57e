import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Assignment, type Assignor, moved, range, sticky } from '../../../src/systems/kafka/assign.ts';

const count = fc.nat(12);
const group = fc.uniqueArray(fc.nat(7), { minLength: 1, maxLength: 6 }).map((members) => members.toSorted());

/** Two groups one after the other, on a topic that may have grown. */
const rebalances = fc.record({ n: count, added: fc.nat(3), first: group, second: group });

const nobody: Assignment = [];

/** The partitions of each member. */
const shares = (members: readonly number[], assignment: Assignment): readonly (readonly number[])[] =>
  members.map((member) => [...assignment.keys()].filter((partition) => assignment[partition] === member));

// Apache Kafka, RangeAssignorTest: one topic of three partitions.
test.each([
  [3, [0], [[0, 1, 2]]],
  [3, [0, 1], [[0, 1], [2]]],
  [2, [0, 1], [[0], [1]]],
  [1, [0, 1], [[0], []]],
])('range gives %i partitions to the members %j as Kafka does', (n, members, expected) => {
  expect(shares(members, range(n, members, nobody))).toEqual(expected);
});

test.each<[string, Assignor]>([
  ['range', range],
  ['sticky', sticky],
])('%s gives every partition to exactly one member, and no member two more than another', (_, assignor) => {
  fc.assert(
    fc.property(rebalances, ({ n, added, first, second }) => {
      const after = assignor(n + added, second, assignor(n, first, nobody));
      expect(after).toHaveLength(n + added);
      const sizes = shares(second, after).map(({ length }) => length);
      expect(sizes.reduce((a, b) => a + b, 0)).toBe(n + added);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
    { numRuns: 2000 },
  );
});

test('sticky moves as few partitions as an even assignment can', () => {
  fc.assert(
    fc.property(rebalances, ({ n, added, first, second }) => {
      const before = range(n, first, nobody);
      const least = n - mostKept(before, n + added, second);
      expect(moved(before, sticky(n + added, second, before))).toBe(least);
      expect(moved(before, range(n + added, second, before))).toBeGreaterThanOrEqual(least);
    }),
    { numRuns: 2000 },
  );
});

test('sticky changes nothing where nobody came or went', () => {
  fc.assert(
    fc.property(count, group, (n, members) => {
      const before = sticky(n, members, nobody);
      expect(sticky(n, members, before)).toEqual(before);
    }),
    { numRuns: 1000 },
  );
});

/** The most partitions that can stay, over all choices of who gets one more. */
function mostKept(before: Assignment, n: number, members: readonly number[]): number {
  const extra = n % members.length;
  const choices = Array.from({ length: 2 ** members.length }, (_, bits) =>
    members.map((_, i) => (bits >> i) & 1),
  ).filter((bits) => bits.reduce((a, b) => a + b, 0) === extra);
  const keep = (bits: readonly number[]): number =>
    members.reduce((sum, member, i) => {
      const quota = Math.floor(n / members.length) + (bits[i] ?? 0);
      return sum + Math.min(quota, before.filter((owner) => owner === member).length);
    }, 0);
  return Math.max(...choices.map(keep));
}
