import fc from 'fast-check';
import { expect, test } from 'vitest';
import { movesBetween, schemes } from '../../../src/systems/consistent-hashing/model.ts';
import type { Node } from '../../../src/systems/consistent-hashing/schemes/scheme.ts';
import { keyHashes, nodeLists, options, runs } from './placements.ts';

const consistent = ['ring', 'rendezvous'] as const;

test.each(consistent)('%s: only keys to the node that joins move, wherever it stands in the list', (name) => {
  fc.assert(
    fc.property(keyHashes, nodeLists(2), options, fc.nat(), (keys, nodes, given, place) => {
      const joining = nodes[place % nodes.length];
      const before = nodes.filter((node) => node !== joining);
      const placement = (some: readonly Node[]) => ({ nodes: some, placement: schemes[name](keys, some, given) });
      const moves = movesBetween(placement(before), placement(nodes));
      expect(moves.every(({ to, isBetweenOld }) => to === joining?.id && !isBetweenOld)).toBe(true);
    }),
    runs,
  );
});

test('jump: only keys to the last node move when it joins', () => {
  fc.assert(
    fc.property(keyHashes, nodeLists(2), options, (keys, nodes, given) => {
      const placement = (some: readonly Node[]) => ({ nodes: some, placement: schemes.jump(keys, some, given) });
      const moves = movesBetween(placement(nodes.slice(0, -1)), placement(nodes));
      expect(moves.every(({ to }) => to === nodes.at(-1)?.id)).toBe(true);
    }),
    runs,
  );
});

test.each([...consistent, 'boundedLoad'] as const)('%s: the order in which nodes came does not matter', (name) => {
  fc.assert(
    fc.property(keyHashes, nodeLists(1), options, fc.nat(), (keys, nodes, given, turn) => {
      const start = turn % nodes.length;
      const turned = [...nodes.slice(start), ...nodes.slice(0, start)].reverse();
      expect(schemes[name](keys, turned, given).owners).toEqual(schemes[name](keys, nodes, given).owners);
    }),
    runs,
  );
});

test.each(Object.keys(schemes) as (keyof typeof schemes)[])('%s: a node that leaves again leaves no trace', (name) => {
  fc.assert(
    fc.property(keyHashes, nodeLists(1), options, (keys, nodes, given) => {
      const first = schemes[name](keys, nodes, given);
      schemes[name](keys, [...nodes, { id: 50, weight: 2 }], given);
      const again = schemes[name](keys, [...nodes, { id: 50, weight: 2 }].slice(0, -1), given);
      expect(again).toEqual(first);
      expect([...first.owners].every((owner) => nodes.some(({ id }) => id === owner))).toBe(true);
    }),
    runs,
  );
});
