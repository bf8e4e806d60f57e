import { type Key, none } from './policy.ts';

/** Keys in the order in which they were added: the ends, each a key or none. */
export interface LinkedList {
  oldest: Key;
  newest: Key;
}

/** The links of lists over the same keys; a key is in one list at most, and every change takes constant time. */
export interface Links {
  /** Adds a key that is in no list. */
  add(list: LinkedList, key: Key): void;
  /** Removes a key of this list. */
  remove(list: LinkedList, key: Key): void;
  /** The key that was added after this one, or none. */
  newerThan(key: Key): Key;
}

/** A list with nothing in it. */
export const emptyList = (): LinkedList => ({ oldest: none, newest: none });

/** Links for keys that are in no list yet (Knuth, The Art of Computer Programming 1, 2.2.5). */
export function linksOf(keys: number): Links {
  const older = new Int32Array(keys).fill(none);
  const newer = new Int32Array(keys).fill(none);
  return {
    add(list, key) {
      older[key] = list.newest;
      newer[key] = none;
      if (list.newest === none) list.oldest = key;
      else newer[list.newest] = key;
      list.newest = key;
    },
    remove(list, key) {
      const before = older[key] ?? none;
      const after = newer[key] ?? none;
      if (before === none) list.oldest = after;
      else newer[before] = after;
      if (after === none) list.newest = before;
      else older[after] = before;
    },
    newerThan: (key) => newer[key] ?? none,
  };
}
