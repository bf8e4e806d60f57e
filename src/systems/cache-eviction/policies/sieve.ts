import { emptyList, linksOf } from '../linked-lists.ts';
import { type MakePolicy, none } from '../policy.ts';

/**
 * SIEVE: a queue in order of insertion and a hand that goes from the oldest to the newest; it spares a key visited since
 * the hand last passed, clears its mark, and evicts the first without one (Zhang et al., NSDI 2024, algorithm 1).
 */
export const sieve: MakePolicy = ({ keys }) => {
  const { add, remove, newerThan } = linksOf(keys);
  const queue = emptyList();
  const visited = new Uint8Array(keys);
  let hand = none;
  return {
    hit(key) {
      visited[key] = 1;
    },
    insert(key) {
      visited[key] = 0;
      add(queue, key);
    },
    evict() {
      let victim = hand === none ? queue.oldest : hand;
      while (visited[victim] === 1) {
        visited[victim] = 0;
        victim = newerThan(victim);
        if (victim === none) victim = queue.oldest;
      }
      hand = newerThan(victim);
      remove(queue, victim);
      return victim;
    },
  };
};
