import { exp } from '../../kernel/exact-maths.ts';
import type { SchemeName } from './model.ts';
import { pathOf } from './schemes/jump.ts';
import { hashOf, randomWeight, weightedScore } from './schemes/rendezvous.ts';
import { comparisonsOf, firstPoint, type Ring } from './schemes/ring.ts';
import type { Node } from './schemes/scheme.ts';

/** A key and the node where it is found. */
interface Found {
  readonly hash: number;
  readonly owner: number;
}

/** The steps of one look-up: divisions, points compared or met full, nodes scored, or buckets on the way. */
export function stepsOf(
  scheme: SchemeName,
  { hash, owner }: Found,
  { nodes, ring }: { readonly nodes: readonly Node[]; readonly ring: Ring },
): number {
  switch (scheme) {
    case 'modulo':
      return 1;
    case 'ring':
      return comparisonsOf(ring, hash);
    case 'boundedLoad':
      return comparisonsOf(ring, hash) + pointsUntil(ring, { hash, owner });
    case 'rendezvous':
      return nodes.length;
    case 'jump':
      return pathOf({ high: 0, low: hash }, nodes.length).length;
  }
}

/**
 * The score of each node for a key under rendezvous hashing, from 0 to 1: e to the power of −1 ÷ its weighted score, for
 * a hash u in (0, 1) the same as u to the power of 1 ÷ weight, which orders nodes as their scores do.
 */
export const scoresOf = (key: number, nodes: readonly Node[], seed: number): readonly number[] =>
  nodes.map((node) => exp(-1 / weightedScore(randomWeight(key, hashOf(node, seed)), node.weight)));

/** A point of the ring near a key. */
export interface NearPoint {
  readonly degrees: number;
  readonly node: number;
  /** How many points after the first clockwise from the key; −1 is the last before it. */
  readonly distance: number;
}

/** The first points from a key clockwise and the one before it, and the first point of each of these nodes. */
export function pointsNear(ring: Ring, hash: number, owners: readonly number[]): readonly NearPoint[] {
  const { length } = ring.hashes;
  const start = firstPoint(ring, hash);
  const ahead = new Set([0, 1, 2, 3, 4, ...owners.map((owner) => pointsUntil(ring, { hash, owner }))]);
  return [...(ahead.has(length - 1) ? ahead : ahead.add(-1))]
    .filter((distance) => distance < length)
    .sort((a, b) => a - b)
    .map((distance) => {
      const place = (start + distance + length) % length;
      return { degrees: degreesOf(ring.hashes[place] ?? 0), node: ring.owners[place] ?? 0, distance };
    });
}

/** How many points of others lie between a key and the first of a node's, clockwise. */
function pointsUntil(ring: Ring, { hash, owner }: Found): number {
  const { owners } = ring;
  const start = firstPoint(ring, hash);
  let distance = 0;
  while (distance < owners.length && owners[(start + distance) % owners.length] !== owner) distance += 1;
  return distance;
}

/** Places on a ring of 2³² in degrees, to a hundredth. */
export const degreesOf = (hash: number): number => Math.floor((hash / 2 ** 32) * 36_000) / 100;
