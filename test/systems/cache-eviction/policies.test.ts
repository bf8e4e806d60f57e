import fc from 'fast-check';
import { LRUCache } from 'lru-cache';
import { expect, test } from 'vitest';
import { random } from '../../../src/kernel/random.ts';
import { cache, countHits, type PolicyName, policies } from '../../../src/systems/cache-eviction/model.ts';
import { none, type Trace } from '../../../src/systems/cache-eviction/policy.ts';
import { tracesOf } from '../../../src/systems/cache-eviction/traces.ts';

const runs = { numRuns: 1000 };
const online = ['fifo', 'lifo', 'lru', 'mru', 'lfu', 'sieve'] as const;
const all = [...online, 'opt'] as const;

const traceOf = (keys: number, accesses: readonly number[]): Trace => ({ keys, accesses: Int32Array.from(accesses) });
const traceArbitrary = (keys: number, length: number): fc.Arbitrary<Trace> =>
  fc.array(fc.nat(keys - 1), { maxLength: length, size: 'max' }).map((accesses) => traceOf(keys, accesses));
/** A few keys and many, with room for few and many of them. */
const small = fc.tuple(traceArbitrary(8, 60), fc.integer({ min: 1, max: 6 }));

/** What a policy does at each access: hit, or the key it evicts, or none. */
const deeds = (name: PolicyName, capacity: number, trace: Trace): readonly (number | 'hit')[] => {
  const tested = cache(policies[name], capacity, trace);
  return Array.from(trace.accesses, (key) => (tested.access(key) ? 'hit' : tested.victim));
};

/** What is known of a cached key when a victim is chosen. */
interface Entry {
  readonly key: number;
  readonly inserted: number;
  readonly used: number;
  readonly uses: number;
}

/** Each policy as a sentence: the key that is first in this order goes. */
const firstToGo = {
  fifo: (a, b) => a.inserted - b.inserted,
  lifo: (a, b) => b.inserted - a.inserted,
  lru: (a, b) => a.used - b.used,
  mru: (a, b) => b.used - a.used,
  lfu: (a, b) => a.uses - b.uses || a.used - b.used,
} as const satisfies Record<string, (a: Entry, b: Entry) => number>;

const deedsByDefinition = (name: keyof typeof firstToGo, capacity: number, trace: Trace): (number | 'hit')[] => {
  let entries: readonly Entry[] = [];
  return Array.from(trace.accesses, (key, now) => {
    const known = entries.find((entry) => entry.key === key);
    const others = entries.filter((entry) => entry.key !== key);
    if (known) {
      entries = [...others, { ...known, used: now, uses: known.uses + 1 }];
      return 'hit';
    }
    const victim = entries.length < capacity ? undefined : entries.toSorted(firstToGo[name])[0];
    entries = [...entries.filter((entry) => entry !== victim), { key, inserted: now, used: now, uses: 1 }];
    return victim?.key ?? none;
  });
};

test('LRU agrees with lru-cache at each of 200,000 accesses of each kind of traffic, hit for hit and victim for victim', () => {
  for (const trace of Object.values(tracesOf({ accesses: 200_000, keys: 10_000 }, 1))) {
    let evicted = none;
    const oracle = new LRUCache<number, true>({
      max: 1000,
      dispose: (_, key) => {
        evicted = key;
      },
    });
    const tested = cache(policies.lru, 1000, trace);
    let differences = 0;
    for (const key of trace.accesses) {
      evicted = none;
      const hit = oracle.get(key) === true;
      if (!hit) oracle.set(key, true);
      if (tested.access(key) !== hit || tested.victim !== evicted) differences += 1;
    }
    expect(differences).toBe(0);
    expect([...tested.slots].toSorted()).toEqual([...oracle.keys()].toSorted());
  }
});

test.each(['fifo', 'lifo', 'lru', 'mru', 'lfu'] as const)('%s does what its definition says', (name) => {
  fc.assert(
    fc.property(small, ([trace, capacity]) => {
      expect(deeds(name, capacity, trace)).toEqual(deedsByDefinition(name, capacity, trace));
    }),
    runs,
  );
});

test('SIEVE does what algorithm 1 of its paper says, on a plain array with its head in front', () => {
  fc.assert(
    fc.property(small, ([trace, capacity]) => {
      const queue: { key: number; visited: boolean }[] = [];
      let hand: (typeof queue)[number] | undefined;
      const expected = Array.from(trace.accesses, (key) => {
        const found = queue.find((object) => object.key === key);
        if (found) {
          found.visited = true;
          return 'hit';
        }
        let victim = none;
        if (queue.length === capacity) {
          let object = hand ?? queue.at(-1);
          while (object?.visited) {
            object.visited = false;
            object = queue[queue.indexOf(object) - 1] ?? queue.at(-1);
          }
          if (!object) throw new Error('Expected a victim.');
          victim = object.key;
          hand = queue[queue.indexOf(object) - 1];
          queue.splice(queue.indexOf(object), 1);
        }
        queue.unshift({ key, visited: false });
        return victim;
      });
      expect(deeds('sieve', capacity, trace)).toEqual(expected);
    }),
    runs,
  );
});

test('OPT hits as often as the best of all possible choices of victims', () => {
  const mostHits = ({ accesses }: Trace, capacity: number): number => {
    const known = new Map<string, number>();
    const from = (i: number, cached: readonly number[]): number => {
      const key = accesses[i];
      if (key === undefined) return 0;
      if (cached.includes(key)) return 1 + from(i + 1, cached);
      if (cached.length < capacity) return from(i + 1, [...cached, key].toSorted());
      const state = `${i} ${cached}`;
      const best =
        known.get(state) ??
        Math.max(...cached.map((victim) => from(i + 1, [...cached.filter((kept) => kept !== victim), key].toSorted())));
      known.set(state, best);
      return best;
    };
    return from(0, []);
  };
  fc.assert(
    fc.property(traceArbitrary(6, 70), fc.integer({ min: 1, max: 4 }), (trace, capacity) => {
      expect(countHits(policies.opt, capacity, trace)).toBe(mostHits(trace, capacity));
    }),
    runs,
  );
});

test('no policy hits more often than OPT', () => {
  fc.assert(
    fc.property(small, ([trace, capacity]) => {
      const bound = countHits(policies.opt, capacity, trace);
      for (const name of online) expect(countHits(policies[name], capacity, trace)).toBeLessThanOrEqual(bound);
    }),
    runs,
  );
});

test('what a small LRU cache holds, a larger one holds too, so larger is never worse', () => {
  fc.assert(
    fc.property(small, ([trace, capacity]) => {
      const smaller = cache(policies.lru, capacity, trace);
      const larger = cache(policies.lru, capacity + 1, trace);
      for (const key of trace.accesses) {
        const hit = smaller.access(key);
        expect(larger.access(key) || !hit).toBe(true);
        const held = new Set(larger.slots);
        expect(Array.from(smaller.slots).every((kept) => kept === none || held.has(kept))).toBe(true);
      }
    }),
    runs,
  );
});

test('FIFO can miss more often with more room: a search finds a Bélády anomaly, and LRU and OPT have none there', () => {
  const isAnomaly = (name: PolicyName, trace: Trace): boolean =>
    countHits(policies[name], 5, trace) < countHits(policies[name], 4, trace);
  const source = random(5);
  const found = Array.from({ length: 10_000 }, () =>
    traceOf(
      8,
      Array.from({ length: 40 }, () => source.below(8)),
    ),
  );
  const anomalies = found.filter((trace) => isAnomaly('fifo', trace));
  expect(anomalies.length).toBeGreaterThan(0);
  expect(found.some((trace) => isAnomaly('lru', trace) || isAnomaly('opt', trace))).toBe(false);
});

test('the trace of Bélády, Nelson and Shedler (1969) misses nine times with three slots and ten times with four', () => {
  const trace = traceOf(6, [1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5]);
  expect([3, 4].map((capacity) => 12 - countHits(policies.fifo, capacity, trace))).toEqual([9, 10]);
});

test('the victim of LFU has the lowest frequency of all cached keys', () => {
  fc.assert(
    fc.property(small, ([trace, capacity]) => {
      const tested = cache(policies.lfu, capacity, trace);
      const uses = new Map<number, number>();
      for (const key of trace.accesses) {
        const least = Math.min(...uses.values());
        tested.access(key);
        if (tested.victim !== none) {
          expect(uses.get(tested.victim)).toBe(least);
          uses.delete(tested.victim);
        }
        uses.set(key, (uses.get(key) ?? 0) + 1);
      }
    }),
    runs,
  );
});

test.each(all)('%s never holds more than its capacity, and what came in was evicted or is still there', (name) => {
  fc.assert(
    fc.property(small, ([trace, capacity]) => {
      const tested = cache(policies[name], capacity, trace);
      let hits = 0;
      let evictions = 0;
      for (const key of trace.accesses) {
        const wasThere = tested.slots.includes(key);
        const hit = tested.access(key);
        if (hit) hits += 1;
        if (tested.victim !== none) evictions += 1;
        const held = Array.from(tested.slots).filter((kept) => kept !== none);
        const isSound =
          hit === wasThere &&
          held.includes(key) &&
          held.length === tested.size &&
          new Set(held).size === tested.size &&
          tested.size <= capacity;
        if (!isSound) expect.fail(`Unsound after key ${key}: ${held}`);
      }
      expect(trace.accesses.length - hits).toBe(evictions + tested.size);
      expect(countHits(policies[name], capacity, trace)).toBe(hits);
    }),
    runs,
  );
});
