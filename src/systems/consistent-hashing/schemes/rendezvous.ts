import { ln } from '../../../kernel/exact-maths.ts';
import { mix } from '../../../kernel/mix.ts';
import { murmur3 } from '../hash.ts';
import { type Node, ownersOf, type Scheme } from './scheme.ts';

/**
 * Rendezvous hashing: the node with the highest random weight for the key (Thaler and Ravishankar 1998). Where weights
 * differ, the score is −weight ÷ ln u for a hash u in (0, 1) (Schindelhauer and Schomaker 2005, logarithmic method).
 * Among nodes of one weight that orders them as their hashes do, so that only the best of each weight needs a logarithm.
 */
export const rendezvous: Scheme = (keys, nodes, { seed }) => {
  const candidates = [...Map.groupBy(nodes, ({ weight }) => weight)].map(([weight, equals]) => {
    // Of two equal scores the lower id wins, whatever the order of the list.
    const ids = equals.map(({ id }) => id).sort((a, b) => a - b);
    return { weight, ids, hashes: ids.map((id) => hashOf({ id }, seed)) };
  });
  const owners = ownersOf(keys, (key) => {
    let highest = -1;
    let owner = 0;
    for (const { weight, ids, hashes } of candidates) {
      const best = bestOf(hashes, key);
      const id = ids[best] ?? 0;
      const score = candidates.length === 1 ? 0 : weightedScore(randomWeight(key, hashes[best] ?? 0), weight);
      if (score > highest || (score === highest && id < owner)) {
        highest = score;
        owner = id;
      }
    }
    return owner;
  });
  return { owners, tableBytes: 0 };
};

/** The place of the node with the highest random weight for a key. */
function bestOf(hashes: readonly number[], key: number): number {
  let highest = -1;
  let best = 0;
  for (let i = 0; i < hashes.length; i++) {
    const weight = randomWeight(key, hashes[i] ?? 0);
    if (weight > highest) {
      highest = weight;
      best = i;
    }
  }
  return best;
}

/** The random weight of a node for a key, both given by their hashes, from 0 up to 2³² − 1. */
export const randomWeight = (key: number, node: number): number => mix(mix(key ^ node) + node);

/** The score of a random weight where nodes have weights of their own. */
export const weightedScore = (random: number, weight: number): number => -weight / ln((random + 0.5) / 2 ** 32);

/** The hash of a node's name. */
export const hashOf = ({ id }: Pick<Node, 'id'>, seed: number): number => murmur3(`node-${id}`, seed);
