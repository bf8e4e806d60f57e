import { murmur3 } from '../hash.ts';
import { type Node, type Options, ownersOf, type Placement, type Scheme } from './scheme.ts';

/** The points of a ring of 2³² places clockwise, in two columns: the place, and the id of the node. */
export interface Ring {
  readonly hashes: Uint32Array;
  readonly owners: Uint16Array;
}

/** Consistent hashing: a key belongs to the first point clockwise (Karger and others 1997, section 4). */
export const placeOnRing: Scheme = (keys, nodes, options) => {
  const ring = ringOf(pointsOf(nodes, options));
  return placeAt(ring, firstPoints(ring, keys));
};

/** Keys with the nodes of their first points. */
export const placeAt = (ring: Ring, first: Uint32Array): Placement => ({
  owners: ownersOf(first, (place) => ring.owners[place] ?? 0),
  tableBytes: bytesOf(ring),
});

/** The place in the table of the first point of each key. */
export function firstPoints(ring: Ring, keys: Uint32Array): Uint32Array {
  const first = new Uint32Array(keys.length);
  for (let i = 0; i < keys.length; i++) first[i] = firstPoint(ring, keys[i] ?? 0);
  return first;
}

/** A ring as it is without one of its nodes. */
export function without(ring: Ring, id: number): Ring {
  const hashes = new Uint32Array(ring.hashes.length);
  const owners = new Uint16Array(ring.owners.length);
  let kept = 0;
  for (let i = 0; i < ring.owners.length; i++) {
    const owner = ring.owners[i] ?? 0;
    if (owner === id) continue;
    hashes[kept] = ring.hashes[i] ?? 0;
    owners[kept++] = owner;
  }
  return { hashes: hashes.slice(0, kept), owners: owners.slice(0, kept) };
}

/** A place and the id of a node as one number, so that a sort of numbers sorts by place, then by id. */
export const pointAt = (hash: number, owner: number): number => hash * 2 ** 16 + owner;

/** The ring of points made by `pointAt`; of two at one place the lower id comes first, whichever was added first. */
export function ringOf(points: Float64Array): Ring {
  const sorted = points.toSorted();
  const hashes = new Uint32Array(sorted.length);
  const owners = new Uint16Array(sorted.length);
  for (let i = 0; i < sorted.length; i++) {
    const point = sorted[i] ?? 0;
    hashes[i] = Math.floor(point / 2 ** 16);
    owners[i] = point % 2 ** 16;
  }
  return { hashes, owners };
}

/** The virtual nodes: as many points a node as its weight says, each at the hash of its name and number. */
export function pointsOf(nodes: readonly Node[], { points, seed }: Omit<Options, 'slack'>): Float64Array {
  const all = new Float64Array(nodes.reduce((sum, { weight }) => sum + points * weight, 0));
  let placed = 0;
  for (const { id, weight } of nodes)
    for (let i = 0; i < points * weight; i++) all[placed++] = pointAt(murmur3(`node-${id}-${i}`, seed), id);
  return all;
}

/** The id of the node to which a hash belongs. */
export const ownerOf = (ring: Ring, hash: number): number => ring.owners[firstPoint(ring, hash)] ?? 0;

/** The place in the table of the first point at a hash or clockwise from it. */
export function firstPoint({ hashes }: Ring, hash: number): number {
  let low = 0;
  let high = hashes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((hashes[middle] ?? 0) < hash) low = middle + 1;
    else high = middle;
  }
  return low === hashes.length ? 0 : low;
}

/** How many points that search compares with a hash. */
export function comparisonsOf({ hashes }: Ring, hash: number): number {
  let low = 0;
  let high = hashes.length;
  let comparisons = 0;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((hashes[middle] ?? 0) < hash) low = middle + 1;
    else high = middle;
    comparisons += 1;
  }
  return comparisons;
}

/** What the ring takes: four bytes for a place, two for its node. */
export const bytesOf = ({ hashes, owners }: Ring): number => hashes.byteLength + owners.byteLength;
