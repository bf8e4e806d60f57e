import fc from 'fast-check';
import { expect, test } from 'vitest';
import { movesBetween, schemes, worstOverload } from '../../../src/systems/consistent-hashing/model.ts';
import { keyHashes, nodeLists, options, runs } from './placements.ts';

test('the fullest node is the one with most keys for its weight', () => {
  const nodes = [3, 1].map((weight, id) => ({ id, weight }));
  expect(worstOverload([30, 10], nodes)).toBe(1);
  expect(worstOverload([20, 20], nodes)).toBe(2);
  expect(worstOverload([40, 0], nodes)).toBeCloseTo(4 / 3, 12);
});

test('moves are the keys whose node differs, and between old nodes those of which both stay', () => {
  fc.assert(
    fc.property(keyHashes, nodeLists(2), options, (keys, nodes, given) => {
      const before = { nodes: nodes.slice(1), placement: schemes.modulo(keys, nodes.slice(1), given) };
      const after = { nodes, placement: schemes.modulo(keys, nodes, given) };
      const moves = movesBetween(before, after);
      expect(moves).toHaveLength(
        keys.filter((_, i) => before.placement.owners[i] !== after.placement.owners[i]).length,
      );
      for (const { from, to, isBetweenOld } of moves) {
        expect(from).not.toBe(to);
        expect(isBetweenOld).toBe(to !== nodes[0]?.id);
      }
      // The way back is the same with the ends exchanged: who leaves is between old nodes as little as who joined.
      expect(movesBetween(after, before)).toEqual(moves.map((move) => ({ ...move, from: move.to, to: move.from })));
    }),
    runs,
  );
});
