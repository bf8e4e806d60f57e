import { murmur3 } from './hash.ts';
import { placeBounded, placeWithBoundedLoad } from './schemes/bounded-load.ts';
import { placeByJump } from './schemes/jump.ts';
import { modulo } from './schemes/modulo.ts';
import { rendezvous } from './schemes/rendezvous.ts';
import { firstPoints, placeAt, placeOnRing, type Ring } from './schemes/ring.ts';
import type { Node, Options, Placement, Scheme } from './schemes/scheme.ts';

/** The ways to place keys on nodes. */
export const schemes = {
  modulo,
  ring: placeOnRing,
  boundedLoad: placeWithBoundedLoad,
  rendezvous,
  jump: placeByJump,
} as const satisfies Readonly<Record<string, Scheme>>;

export type SchemeName = keyof typeof schemes;

/** The placement of the same keys by every scheme, on one ring of the nodes. */
export function placeByAll(
  keys: Uint32Array,
  { nodes, ring }: { readonly nodes: readonly Node[]; readonly ring: Ring },
  options: Options,
): Readonly<Record<SchemeName, Placement>> {
  const first = firstPoints(ring, keys);
  return {
    modulo: modulo(keys, nodes, options),
    ring: placeAt(ring, first),
    boundedLoad: placeBounded(ring, first, { nodes, slack: options.slack }),
    rendezvous: rendezvous(keys, nodes, options),
    jump: placeByJump(keys, nodes, options),
  };
}

/** The hashes of the keys `key-0`, `key-1` and so on. */
export const hashedKeys = (count: number, seed: number): Uint32Array =>
  Uint32Array.from({ length: count }, (_, i) => murmur3(`key-${i}`, seed));

/** A key that a change of the nodes moves. */
export interface Move {
  readonly key: number;
  readonly from: number;
  readonly to: number;
  /** Whether both nodes were there before and after, so that the move helps nobody. */
  readonly isBetweenOld: boolean;
}

/** The keys that two placements put on different nodes, in the order of the keys. */
export function movesBetween(
  before: { readonly nodes: readonly Node[]; readonly placement: Placement },
  after: { readonly nodes: readonly Node[]; readonly placement: Placement },
): readonly Move[] {
  const stays = new Uint8Array(2 ** 16);
  for (const { id } of before.nodes) stays[id] = 1;
  for (const { id } of after.nodes) stays[id] = (stays[id] ?? 0) + 1;
  const { owners } = before.placement;
  const moves: Move[] = [];
  for (let key = 0; key < owners.length; key++) {
    const from = owners[key] ?? 0;
    const to = after.placement.owners[key] ?? from;
    if (to !== from) moves.push({ key, from, to, isBetweenOld: stays[from] === 2 && stays[to] === 2 });
  }
  return moves;
}

/** How many keys each node has, in the order of the nodes. */
export function loadsOf({ owners }: Placement, nodes: readonly Node[]): readonly number[] {
  const loads = new Uint32Array(2 ** 16);
  for (let i = 0; i < owners.length; i++) {
    const owner = owners[i] ?? 0;
    loads[owner] = (loads[owner] ?? 0) + 1;
  }
  return nodes.map(({ id }) => loads[id] ?? 0);
}

/** The greatest load against the fair share of its node by weight; 1 is perfect. */
export function worstOverload(loads: readonly number[], nodes: readonly Node[]): number {
  const keys = loads.reduce((sum, load) => sum + load, 0);
  const weights = nodes.reduce((sum, { weight }) => sum + weight, 0);
  return nodes.reduce((worst, { weight }, i) => Math.max(worst, ((loads[i] ?? 0) * weights) / (keys * weight)), 0);
}
