import type { Key, MakePolicy, Trace } from '../policy.ts';

/**
 * The optimum: evicts the key that is asked for again farthest in the future (Belady 1966, MIN). No policy that brings
 * in what it misses can hit more often; it has to know the future, so it is a bound and not a choice.
 */
export const opt: MakePolicy = (trace) => {
  const { keys, accesses } = trace;
  const next = nextUses(trace);
  // No two cached keys have the same next use, so one bit a moment holds them all.
  const words = new Int32Array(((accesses.length + keys) >> 5) + 1);
  let highest = 0;
  let now = 0;
  const expect = (moment: number): void => {
    const word = moment >> 5;
    words[word] = (words[word] ?? 0) | (1 << (moment & 31));
    if (word > highest) highest = word;
  };
  const forget = (moment: number): void => {
    words[moment >> 5] = (words[moment >> 5] ?? 0) & ~(1 << (moment & 31));
  };
  const use = (): void => {
    expect(next[now] ?? 0);
    now += 1;
  };
  return {
    hit() {
      forget(now);
      use();
    },
    insert: use,
    evict() {
      while (words[highest] === 0 && highest > 0) highest -= 1;
      const farthest = highest * 32 + 31 - Math.clz32(words[highest] ?? 0);
      forget(farthest);
      return keyAt(trace, farthest);
    },
  };
};

/** For each access the moment at which its key is asked for again; past the end, one moment a key for never. */
function nextUses({ keys, accesses }: Trace): Int32Array {
  const next = new Int32Array(accesses.length);
  const upcoming = new Int32Array(keys);
  for (let key = 0; key < keys; key++) upcoming[key] = accesses.length + key;
  for (let moment = accesses.length - 1; moment >= 0; moment--) {
    const key = accesses[moment] ?? 0;
    next[moment] = upcoming[key] ?? 0;
    upcoming[key] = moment;
  }
  return next;
}

const keyAt = ({ accesses }: Trace, moment: number): Key => accesses[moment] ?? moment - accesses.length;
