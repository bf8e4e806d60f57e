/** A whole number from 0 up, below the number of keys of the trace. */
export type Key = number;

/** What stands for no key. */
export const none: Key = -1;

/** The three rules of an eviction policy; the cache itself says when each applies. */
interface Policy {
  /** A cached key was asked for. */
  hit(key: Key): void;
  /** A key comes into the cache; there is room for it. */
  insert(key: Key): void;
  /** Gives up one of the cached keys, and says which; at least one is cached. */
  evict(): Key;
}

/** Makes a policy for an empty cache; only the optimum looks at what will be asked for. */
export type MakePolicy = (trace: Trace) => Policy;

/** What is asked for, in order. */
export interface Trace {
  /** How many keys there are, asked for or not. */
  readonly keys: number;
  readonly accesses: Int32Array;
}
