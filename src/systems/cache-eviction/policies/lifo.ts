import { emptyList, linksOf } from '../linked-lists.ts';
import type { MakePolicy } from '../policy.ts';

/** Last in, first out: evicts the key that was inserted last. */
export const lifo: MakePolicy = ({ keys }) => {
  const { add, remove } = linksOf(keys);
  const stack = emptyList();
  return {
    hit() {},
    insert: (key) => add(stack, key),
    evict() {
      const victim = stack.newest;
      remove(stack, victim);
      return victim;
    },
  };
};
