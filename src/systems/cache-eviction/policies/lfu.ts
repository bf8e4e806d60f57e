import { emptyList, type LinkedList, linksOf } from '../linked-lists.ts';
import { type MakePolicy, none } from '../policy.ts';

/**
 * Least frequently used: evicts the key with the fewest uses since it was inserted, of several the least recently used;
 * one list a frequency (Shah, Mitra and Matani 2010, An O(1) algorithm for implementing the LFU cache eviction scheme).
 */
export const lfu: MakePolicy = ({ keys }) => {
  const { add, remove } = linksOf(keys);
  const byFrequency: LinkedList[] = [];
  const frequencies = new Int32Array(keys);
  let least = 1;
  const withFrequency = (frequency: number): LinkedList => {
    const known = byFrequency[frequency];
    if (known) return known;
    const made = emptyList();
    byFrequency[frequency] = made;
    return made;
  };
  return {
    hit(key) {
      const frequency = frequencies[key] ?? 0;
      remove(withFrequency(frequency), key);
      frequencies[key] = frequency + 1;
      add(withFrequency(frequency + 1), key);
    },
    insert(key) {
      least = 1;
      frequencies[key] = 1;
      add(withFrequency(1), key);
    },
    evict() {
      while (withFrequency(least).oldest === none) least += 1;
      const list = withFrequency(least);
      const victim = list.oldest;
      remove(list, victim);
      return victim;
    },
  };
};
