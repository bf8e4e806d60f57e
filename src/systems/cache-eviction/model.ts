import { lfu } from './policies/lfu.ts';
import { opt } from './policies/opt.ts';
import { fifo, lifo, lru, mru } from './policies/ordered.ts';
import { sieve } from './policies/sieve.ts';
import { type Key, type MakePolicy, none, type Trace } from './policy.ts';

/** The policies under test; the optimum comes last, since it is a bound and no choice. */
export const policies = { fifo, lifo, lru, mru, lfu, sieve, opt } as const satisfies Readonly<
  Record<string, MakePolicy>
>;

/** The name of a policy. */
export type PolicyName = keyof typeof policies;

/** A cache of a fixed number of slots. */
export interface Cache {
  /** Asks for a key, brings it in on a miss, and says whether it was a hit. */
  access(key: Key): boolean;
  /** The key that the last access put out, or none. */
  readonly victim: Key;
  /** How many keys are cached. */
  readonly size: number;
  /** The key in each slot, or none; a key stays in its slot until it is evicted. */
  readonly slots: Int32Array;
}

/** An empty cache with a capacity of one key or more, for the accesses of a trace. */
export function cache(makePolicy: MakePolicy, capacity: number, trace: Trace): Cache {
  const policy = makePolicy(trace);
  const slots = new Int32Array(capacity).fill(none);
  const slotOf = new Int32Array(trace.keys).fill(none);
  let size = 0;
  let victim = none;
  return {
    get victim() {
      return victim;
    },
    get size() {
      return size;
    },
    slots,
    access(key) {
      victim = none;
      if (slotOf[key] !== none) {
        policy.hit(key);
        return true;
      }
      let slot = size;
      if (size < capacity) size += 1;
      else {
        victim = policy.evict();
        slot = slotOf[victim] ?? none;
        slotOf[victim] = none;
      }
      policy.insert(key);
      slotOf[key] = slot;
      slots[slot] = key;
      return false;
    },
  };
}

/** How many accesses of a trace are hits, for a cache that is empty at first. */
export function countHits(makePolicy: MakePolicy, capacity: number, trace: Trace): number {
  const { access } = cache(makePolicy, capacity, trace);
  const { accesses } = trace;
  let hits = 0;
  for (let i = 0; i < accesses.length; i++) if (access(accesses[i] ?? 0)) hits += 1;
  return hits;
}
