import { emptyList, linksOf } from '../linked-lists.ts';
import type { MakePolicy } from '../policy.ts';

/** Most recently used: evicts the key that was used last (Chou and DeWitt 1985, An evaluation of buffer management strategies). */
export const mru: MakePolicy = ({ keys }) => {
  const { add, remove } = linksOf(keys);
  const uses = emptyList();
  return {
    hit(key) {
      remove(uses, key);
      add(uses, key);
    },
    insert: (key) => add(uses, key),
    evict() {
      const victim = uses.newest;
      remove(uses, victim);
      return victim;
    },
  };
};
