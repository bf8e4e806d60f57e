import { emptyList, linksOf } from '../linked-lists.ts';
import type { MakePolicy } from '../policy.ts';

/** Least recently used: evicts the key whose last use is longest ago (Mattson et al. 1970, Evaluation techniques for storage hierarchies). */
export const lru: MakePolicy = ({ keys }) => {
  const { add, remove } = linksOf(keys);
  const uses = emptyList();
  return {
    hit(key) {
      remove(uses, key);
      add(uses, key);
    },
    insert: (key) => add(uses, key),
    evict() {
      const victim = uses.oldest;
      remove(uses, victim);
      return victim;
    },
  };
};
