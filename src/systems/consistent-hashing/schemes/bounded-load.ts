import { bytesOf, firstPoints, pointsOf, type Ring, ringOf } from './ring.ts';
import { type Node, type Options, ownersOf, type Placement, type Scheme } from './scheme.ts';

/**
 * Consistent hashing with bounded loads: no node takes more than (1 + ε) times its share, rounded up; a key that meets
 * a full node walks on clockwise to the first that is not (Mirrokni, Thorup and Zadimoghaddam 2016, section 2). Keys
 * come in their order, so that the placement depends on keys and nodes alone.
 */
export const placeWithBoundedLoad: Scheme = (keys, nodes, options) => {
  const ring = ringOf(pointsOf(nodes, options));
  return placeBounded(ring, firstPoints(ring, keys), { nodes, slack: options.slack });
};

/** Keys, by their first points on a ring of these nodes. */
export function placeBounded(
  ring: Ring,
  first: Uint32Array,
  { nodes, slack }: { readonly nodes: readonly Node[] } & Pick<Options, 'slack'>,
): Placement {
  const room = new Uint32Array(2 ** 16);
  for (const node of nodes) room[node.id] = capacityOf(node, nodes, { keys: first.length, slack });
  const owners = ownersOf(first, (start) => {
    let place = start;
    while ((room[ring.owners[place] ?? 0] ?? 0) === 0) place = place + 1 === ring.owners.length ? 0 : place + 1;
    const owner = ring.owners[place] ?? 0;
    room[owner] = (room[owner] ?? 0) - 1;
    return owner;
  });
  return { owners, tableBytes: bytesOf(ring) + 4 * nodes.length };
}

/** The most keys that a node may have: (1 + ε) times its share of the keys by weight, rounded up. */
export const capacityOf = (
  { weight }: Pick<Node, 'weight'>,
  nodes: readonly Node[],
  { keys, slack }: { readonly keys: number; readonly slack: number },
): number => {
  const total = nodes.reduce((sum, node) => sum + node.weight, 0);
  return Math.ceil(((100 + slack) * keys * weight) / (100 * total));
};
