import HashRing from 'hashring';
import { LRUCache } from 'lru-cache';
import { countHits, policies } from '../../src/systems/cache-eviction/model.ts';
import { tracesOf } from '../../src/systems/cache-eviction/traces.ts';
import { murmur3 } from '../../src/systems/consistent-hashing/hash.ts';
import { ownerOf, pointsOf, ringOf } from '../../src/systems/consistent-hashing/schemes/ring.ts';
import { race } from './race.ts';
import type { Row, Table } from './table.ts';

/** A model beside a package that does the same: the same count of operations for both. */
interface Match {
  readonly name: string;
  readonly operations: number;
  readonly ours: () => unknown;
  readonly theirs: () => unknown;
  /** The least ratio of our rate to theirs that is wanted; absent where none is. */
  readonly wanted?: number;
}

const rounds = 15;
const seed = 1;
const lookUps = 200_000;

/** How fast the models are beside packages that do the same. */
export const benchModels = (): Table => ({
  columns: [`in turn, median of ${rounds}`, 'ours, million/s', 'theirs', 'ratio', 'wanted'],
  rows: [lru(), ...rings()].map(rowOf),
});

function rowOf({ name, operations, ours, theirs, wanted }: Match): Row {
  const contestants = { ours, theirs };
  // Once to warm up.
  race(contestants, 1);
  const secondsOf = race(contestants, rounds);
  const ratio = secondsOf('theirs') / secondsOf('ours');
  const rate = (name: 'ours' | 'theirs'): string => (operations / secondsOf(name) / 1e6).toFixed(1);
  return {
    cells: [name, rate('ours'), rate('theirs'), ratio.toFixed(2), wanted === undefined ? 'none' : `≥ ${wanted}`],
    holds: wanted === undefined || ratio >= wanted,
  };
}

/** Accesses to a cache of 1000 entries. */
function lru(): Match {
  const max = 1000;
  const { zipf } = tracesOf({ accesses: 200_000, keys: 10_000 }, seed);
  return {
    name: 'LRU, lru-cache: Zipf accesses',
    operations: zipf.accesses.length,
    wanted: 0.5,
    ours: () => countHits(policies.lru, max, zipf),
    theirs() {
      const cache = new LRUCache<number, true>({ max });
      for (const key of zipf.accesses) if (!cache.get(key)) cache.set(key, true);
    },
  };
}

/**
 * Look-ups on rings of ten servers with 160 points each, as many as hashring has of itself: with MD5, as it comes, and
 * with the hash of our own ring. It keeps its last 5000 answers: of distinct keys it has none, of 2000 keys in a circle
 * all once each was asked for, and there it is the faster. Without the cache it hashes and searches, and names no server.
 */
function rings(): readonly Match[] {
  const names = Array.from({ length: 10 }, (_, id) => `node-${id}`);
  const points = 160;
  const nodes = names.map((_, id) => ({ id, weight: 1 }));
  const ring = ringOf(pointsOf(nodes, { points, seed }));
  const asItComes = new HashRing(names);
  const sameHash = new HashRing(names, (text) => bytesOf(murmur3(text, seed)), { 'vnode count': points, replicas: 1 });
  const keysOf = (distinct: number): readonly string[] =>
    Array.from({ length: lookUps }, (_, i) => `key-${i % distinct}`);
  const [distinct, repeated] = [keysOf(lookUps), keysOf(2000)];
  const lookUp = (key: string): string | undefined => names[ownerOf(ring, murmur3(key, seed))];
  const match = (name: string, keys: readonly string[], theirs: (key: string) => unknown): Match => ({
    name: `ring, hashring: ${name}`,
    operations: keys.length,
    ours: () => keys.map(lookUp),
    theirs: () => keys.map(theirs),
  });
  return [
    { ...match('distinct keys, its MD5', distinct, (key) => asItComes.get(key)), wanted: 1 },
    { ...match('distinct keys, our hash', distinct, (key) => sameHash.get(key)), wanted: 1 },
    {
      ...match('distinct keys, our hash, without its cache', distinct, (key) => sameHash.find(sameHash.hashValue(key))),
      wanted: 1,
    },
    match('2000 keys again and again, from its cache', repeated, (key) => sameHash.get(key)),
  ];
}

/** A hash as hashring takes it: four bytes, the lowest first. */
const bytesOf = (hash: number): readonly number[] => [0, 8, 16, 24].map((shift) => (hash >>> shift) & 255);
