import { emptyList, linksOf } from '../linked-lists.ts';
import type { MakePolicy } from '../policy.ts';

/** First in, first out: evicts the key that was inserted first (Belady 1966, A study of replacement algorithms, FIFO). */
export const fifo: MakePolicy = ({ keys }) => {
  const { add, remove } = linksOf(keys);
  const queue = emptyList();
  return {
    hit() {},
    insert: (key) => add(queue, key),
    evict() {
      const victim = queue.oldest;
      remove(queue, victim);
      return victim;
    },
  };
};
