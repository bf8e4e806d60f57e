import { emptyList, type LinkedList, linksOf } from '../linked-lists.ts';
import type { MakePolicy } from '../policy.ts';

/** Keeps the keys in the order of their insertion or of their last use, and evicts the one at an end. */
const ordered =
  (order: 'insertion' | 'use', end: keyof LinkedList): MakePolicy =>
  ({ keys }) => {
    const { add, remove } = linksOf(keys);
    const list = emptyList();
    return {
      hit(key) {
        if (order === 'insertion') return;
        remove(list, key);
        add(list, key);
      },
      insert: (key) => add(list, key),
      evict() {
        const victim = list[end];
        remove(list, victim);
        return victim;
      },
    };
  };

/** First in, first out: evicts the key that was inserted first (Belady 1966, A study of replacement algorithms, FIFO). */
export const fifo = ordered('insertion', 'oldest');

/** Last in, first out: evicts the key that was inserted last. */
export const lifo = ordered('insertion', 'newest');

/** Least recently used: evicts the key whose last use is longest ago (Mattson et al. 1970, Evaluation techniques for storage hierarchies). */
export const lru = ordered('use', 'oldest');

/** Most recently used: evicts the key that was used last (Chou and DeWitt 1985, An evaluation of buffer management strategies). */
export const mru = ordered('use', 'newest');
