import { createHash } from 'node:crypto';
import fc from 'fast-check';
import HashRing from 'hashring';
import { jump as gouacheJump } from 'jump-gouache';
import { describe, expect, test } from 'vitest';
import { murmur3 } from '../../../src/systems/consistent-hashing/hash.ts';
import { hashedKeys, loadsOf, schemes, worstOverload } from '../../../src/systems/consistent-hashing/model.ts';
import { capacityOf } from '../../../src/systems/consistent-hashing/schemes/bounded-load.ts';
import { jump, pathOf } from '../../../src/systems/consistent-hashing/schemes/jump.ts';
import { hashOf, randomWeight, weightedScore } from '../../../src/systems/consistent-hashing/schemes/rendezvous.ts';
import {
  comparisonsOf,
  ownerOf,
  pointAt,
  pointsOf,
  ringOf,
  without,
} from '../../../src/systems/consistent-hashing/schemes/ring.ts';
import { keyHashes, nodeLists, options, runs } from './placements.ts';

describe('modulo', () => {
  test('takes the node at the place hash mod N', () => {
    fc.assert(
      fc.property(keyHashes, nodeLists(1), options, (keys, nodes, given) => {
        const { owners } = schemes.modulo(keys, nodes, given);
        expect([...owners]).toEqual(Array.from(keys, (hash) => nodes[hash % nodes.length]?.id));
      }),
      runs,
    );
  });
});

describe('ring', () => {
  test('gives a key to the least point at or above its hash, else to the least of all', () => {
    const tight = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 5 })), { minLength: 1 });
    fc.assert(
      fc.property(tight, fc.integer({ min: 0, max: 32 }), (points, hash) => {
        const inOrder = points.toSorted(([a, first], [b, second]) => a - b || first - second);
        const [, expected] = inOrder.find(([place]) => place >= hash) ?? inOrder[0] ?? [];
        const ring = ringOf(Float64Array.from(points, ([place, owner]) => pointAt(place, owner)));
        expect(ownerOf(ring, hash)).toBe(expected);
      }),
      { numRuns: 5000 },
    );
  });

  test('without a node it is the ring of the others', () => {
    fc.assert(
      fc.property(nodeLists(2), options, fc.nat(), (nodes, given, place) => {
        const leaving = nodes[place % nodes.length];
        const others = nodes.filter((node) => node !== leaving);
        expect(without(ringOf(pointsOf(nodes, given)), leaving?.id ?? -1)).toEqual(ringOf(pointsOf(others, given)));
      }),
      runs,
    );
  });

  test('the search halves what is left: as many comparisons as the number of points has binary digits, or one fewer', () => {
    fc.assert(
      fc.property(keyHashes, nodeLists(1), options, ([hash = 0], nodes, given) => {
        const ring = ringOf(pointsOf(nodes, given));
        const digits = ring.hashes.length.toString(2).length;
        expect([digits - 1, digits]).toContain(comparisonsOf(ring, hash));
      }),
      runs,
    );
  });

  test('has the owners of hashring with the same hash function', () => {
    const bytes = (hash: number): readonly number[] => [0, 8, 16, 24].map((shift) => (hash >>> shift) & 255);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer(),
        (count, points, seed) => {
          const nodes = Array.from({ length: count }, (_, id) => ({ id, weight: 1 }));
          // It gives each of n equal servers ⌊(1 ÷ n) × points × n⌋, in fractions, which may be one less.
          const given = Math.floor((1 / count) * points * count);
          fc.pre(given > 0);
          const oracle = new HashRing(
            nodes.map(({ id }) => `node-${id}`),
            (text) => bytes(murmur3(text, seed)),
            { 'vnode count': points, replicas: 1 },
          );
          const ring = ringOf(pointsOf(nodes, { points: given, seed }));
          for (let i = 0; i < 50; i++) {
            const key = `key-${i}`;
            expect(`node-${ownerOf(ring, murmur3(key, seed))}`).toBe(oracle.get(key));
          }
        },
      ),
      runs,
    );
  });

  describe('with the points of ketama, four to an MD5 hash', () => {
    const md5 = (text: string, place: number): number =>
      createHash('md5')
        .update(text)
        .digest()
        .readUInt32LE(4 * place);
    const ketama = (servers: Readonly<Record<string, number>>): ReturnType<typeof ringOf> =>
      ringOf(
        Float64Array.from(
          Object.entries(servers).flatMap(([server, hashes], owner) =>
            Array.from({ length: 4 * hashes }, (_, i) => pointAt(md5(`${server}-${i >> 2}`, i & 3), owner)),
          ),
        ),
      );
    const names = ['a:11211', 'b:11211', 'c:11211'];

    test('places known keys', () => {
      const ring = ketama({ 'a:11211': 40, 'b:11211': 40, 'c:11211': 40 });
      expect(['k1', 'k2', 'k3', 'foo'].map((key) => names[ownerOf(ring, md5(key, 0))])).toEqual([
        'b:11211',
        'b:11211',
        'c:11211',
        'a:11211',
      ]);
    });

    test.each([[[1, 1, 1]], [[1, 2, 5]]])('has the owners of hashring under the weights %j', (weights) => {
      const total = weights.reduce((a, b) => a + b);
      const servers = Object.fromEntries(names.map((name, i) => [name, { weight: weights[i] ?? 1 }]));
      const oracle = new HashRing(servers, 'md5');
      const ring = ketama(
        Object.fromEntries(names.map((name, i) => [name, Math.floor(((weights[i] ?? 1) / total) * 40 * names.length)])),
      );
      for (let i = 0; i < 5000; i++) expect(names[ownerOf(ring, md5(`key ${i}`, 0))]).toBe(oracle.get(`key ${i}`));
    });
  });

  test('more points balance better, on average over hash functions', () => {
    const nodes = Array.from({ length: 10 }, (_, id) => ({ id, weight: 1 }));
    const keys = hashedKeys(10_000, 1);
    const [one = 0, ten = 0, hundred = 0, thousand = 0] = [1, 10, 100, 1000].map((points) => {
      const worst = Array.from({ length: 10 }, (_, seed) =>
        worstOverload(loadsOf(schemes.ring(keys, nodes, { points, slack: 0, seed }), nodes), nodes),
      );
      return worst.reduce((a, b) => a + b) / worst.length;
    });
    expect(one).toBeGreaterThan(ten);
    expect(ten).toBeGreaterThan(hundred);
    expect(hundred).toBeGreaterThan(thousand);
    expect(thousand).toBeLessThan(1.12);
  });
});

describe('rendezvous', () => {
  test('takes the node of the highest score, found by scoring all', () => {
    fc.assert(
      fc.property(keyHashes, nodeLists(1), options, (keys, nodes, given) => {
        const { owners } = schemes.rendezvous(keys, nodes, given);
        keys.forEach((key, i) => {
          const scores = nodes.map(({ id, weight }) =>
            weightedScore(randomWeight(key, hashOf({ id }, given.seed)), weight),
          );
          const best = Math.max(...scores);
          expect(nodes.filter((_, place) => scores[place] === best).map(({ id }) => id)).toContain(owners[i]);
        });
      }),
      runs,
    );
  });

  test('loads follow the weights, within five deviations', () => {
    const nodes = [1, 2, 3, 4].map((weight, id) => ({ id, weight }));
    const keys = hashedKeys(100_000, 3);
    const loads = loadsOf(schemes.rendezvous(keys, nodes, { points: 1, slack: 0, seed: 3 }), nodes);
    loads.forEach((load, i) => {
      const share = (i + 1) / 10;
      expect(Math.abs(load - 100_000 * share)).toBeLessThan(5 * Math.sqrt(100_000 * share * (1 - share)));
    });
  });
});

describe('jump', () => {
  const wide = (key: bigint) => ({ high: Number(key >> 32n), low: Number(key & 0xffffffffn) });

  // ClickHouse, tests/queries/0_stateless/00580_consistent_hashing_functions.reference
  test.each([
    [1n, 1, 0],
    [42n, 57, 43],
    [256n, 1024, 520],
    [3735883980n, 1, 0],
    [3735883980n, 666, 361],
    [16045690984833335023n, 255, 237],
  ])('puts %d of %d buckets in %d', (key, buckets, bucket) => {
    expect(jump(wide(key), buckets)).toBe(bucket);
  });

  test('agrees with jump-gouache', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), fc.integer({ min: 1, max: 5000 }), (key, buckets) => {
        expect(jump(wide(key), buckets)).toBe(gouacheJump(key, buckets));
      }),
      runs,
    );
  });

  test('multiplies in 64 bits: as the paper does, with whole numbers of any size', () => {
    const paper = (start: bigint, buckets: number): number => {
      let key = start;
      let b = -1;
      let j = 0;
      while (j < buckets) {
        b = j;
        key = BigInt.asUintN(64, key * 2862933555777941757n + 1n);
        j = Math.floor((b + 1) * (2 ** 31 / Number((key >> 33n) + 1n)));
      }
      return b;
    };
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.integer({ min: 1, max: 100_000 }), (key, buckets) => {
        expect(jump(wide(key), buckets)).toBe(paper(key, buckets));
      }),
      { numRuns: 5000 },
    );
    // The lower half times the factor's is 2³² − 1: adding 1 carries into the upper half.
    const carrying = 0x666313abn;
    for (let high = 0n; high < 100n; high++)
      expect(jump(wide((high << 32n) | carrying), 100_000)).toBe(paper((high << 32n) | carrying, 100_000));
  });

  test('the way of a key to its bucket: up only, from 0 to where it is, through where it was with fewer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 1, max: 60 }), (low, buckets) => {
        const key = { high: 0, low };
        const path = pathOf(key, buckets);
        expect(path).toEqual([...new Set(Array.from({ length: buckets }, (_, i) => jump(key, i + 1)))]);
        expect(path).toEqual(path.toSorted((a, b) => a - b));
        expect(path.at(0)).toBe(0);
        expect(path.at(-1)).toBe(jump(key, buckets));
      }),
      runs,
    );
  });

  test('jump hash places a key where its way ends', () => {
    fc.assert(
      fc.property(keyHashes, nodeLists(1), options, (keys, nodes, given) => {
        expect([...schemes.jump(keys, nodes, given).owners]).toEqual(
          Array.from(keys, (low) => nodes[pathOf({ high: 0, low }, nodes.length).at(-1) ?? -1]?.id),
        );
      }),
      runs,
    );
  });
});

describe('bounded load', () => {
  test('no node has more than (1 + ε) times its share, rounded up', () => {
    fc.assert(
      fc.property(keyHashes, nodeLists(1), options, (keys, nodes, given) => {
        const loads = loadsOf(schemes.boundedLoad(keys, nodes, given), nodes);
        const weights = nodes.reduce((sum, { weight }) => sum + weight, 0);
        nodes.forEach(({ weight }, i) => {
          const share = (keys.length * weight) / weights;
          expect(loads[i]).toBeLessThanOrEqual(Math.ceil((1 + given.slack / 100) * share - 1e-9));
        });
        expect(loads.reduce((a, b) => a + b)).toBe(keys.length);
      }),
      runs,
    );
  });

  test('each key has the first node clockwise that had room when it came', () => {
    fc.assert(
      fc.property(keyHashes, nodeLists(1), options, (keys, nodes, given) => {
        const { hashes, owners: pointOwners } = ringOf(pointsOf(nodes, given));
        const { owners } = schemes.boundedLoad(keys, nodes, given);
        const capacity = new Map(
          nodes.map((node) => [node.id, capacityOf(node, nodes, { keys: keys.length, slack: given.slack })]),
        );
        const loads = new Map<number, number>();
        keys.forEach((key, i) => {
          const clockwise = [...hashes.keys()].toSorted(
            (a, b) => Number((hashes[a] ?? 0) < key) - Number((hashes[b] ?? 0) < key) || a - b,
          );
          const walk = clockwise.map((place) => pointOwners[place] ?? -1);
          const expected = walk.find((id) => (loads.get(id) ?? 0) < (capacity.get(id) ?? 0)) ?? -1;
          loads.set(expected, (loads.get(expected) ?? 0) + 1);
          expect(owners[i]).toBe(expected);
        });
      }),
      runs,
    );
  });

  test('with room for all it is the ring, and a counter of four bytes a node', () => {
    fc.assert(
      fc.property(keyHashes, nodeLists(1), options, (keys, nodes, given) => {
        const free = { ...given, slack: 100 * keys.length * 40 };
        const [bounded, ring] = [schemes.boundedLoad(keys, nodes, free), schemes.ring(keys, nodes, given)];
        expect(bounded.owners).toEqual(ring.owners);
        expect(bounded.tableBytes).toBe(ring.tableBytes + 4 * nodes.length);
      }),
      runs,
    );
  });
});
