import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimate } from '../../../src/kernel/confidence.ts';
import { percentile } from '../../../src/kernel/statistics.ts';
import { type Happening, type Operation, operationsOf, simulate } from '../../../src/systems/cache-writes/model.ts';
import type { Key, Stores, Value, WritePolicy } from '../../../src/systems/cache-writes/steps.ts';
import { rowsPerThousandWrites, writeTimes } from '../../../src/systems/cache-writes/theory.ts';

const runs = { numRuns: 1000 };
const policies = ['through', 'around', 'back', 'early'] as const;
const never = 1e12;

/** Operations on few keys, some of which the database takes longer over than the client's pace. */
const operations: fc.Arbitrary<readonly Operation[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('read', 'write'),
    key: fc.nat(4),
    databaseTime: fc.nat(40_000),
  }),
  { minLength: 1, maxLength: 40, size: 'max' },
);
/** A crash at any moment, in the middle of an operation more often than not. */
const plan = fc.record({ flushInterval: fc.integer({ min: 1000, max: 300_000 }), crashAt: fc.nat(900_000) });

interface Moment {
  readonly time: number;
  readonly what: Happening;
  readonly cache: ReadonlyMap<Key, Value>;
  readonly dirty: ReadonlySet<Key>;
  readonly database: ReadonlyMap<Key, Value>;
}

const copyOf = ({ cache, dirty, database }: Stores) => ({
  cache: new Map(cache),
  dirty: new Set(dirty),
  database: new Map(database),
});

const momentsOf = (
  policy: WritePolicy,
  done: readonly Operation[],
  chosen: { readonly flushInterval: number; readonly crashAt: number },
): readonly Moment[] => {
  const moments: Moment[] = [];
  simulate(done, { policy, ...chosen }, (time, what, stores) => moments.push({ time, what, ...copyOf(stores) }));
  return moments;
};

test('write-through: the cache holds nothing that the database has not, and after each operation the same', () => {
  fc.assert(
    fc.property(operations, plan, (done, chosen) => {
      const written = new Set<string>();
      for (const { what, cache, database } of momentsOf('through', done, chosen)) {
        for (const [key, value] of database) written.add(`${key} ${value}`);
        for (const [key, value] of cache) {
          if (value !== 0 && !written.has(`${key} ${value}`)) expect.fail(`Value ${value} is ahead of the database.`);
          if (what.kind !== 'step' && value !== (database.get(key) ?? 0)) expect.fail(`Value ${value} is old.`);
        }
      }
    }),
    runs,
  );
});

test.each(['through', 'around', 'early'] as const)(
  '%s loses no acknowledged write, whenever the cache crashes',
  (policy) => {
    fc.assert(
      fc.property(operations, plan, (done, chosen) => {
        const acknowledged = new Map<Key, Value>();
        for (const { what, database } of momentsOf(policy, done, chosen)) {
          if (what.kind === 'write') acknowledged.set(what.key, what.value);
          if (what.kind === 'crash') expect(what.lost).toEqual([]);
          for (const [key, value] of acknowledged)
            if ((database.get(key) ?? 0) < value) expect.fail(`Value ${value} is lost.`);
        }
      }),
      runs,
    );
  },
);

test('write-back loses exactly the dirty set, which is no more than the writes since the last flush', () => {
  fc.assert(
    fc.property(operations, plan, (done, chosen) => {
      const acknowledged = new Map<Key, Value>();
      let sinceFlush = 0;
      let dirtyBefore: ReadonlySet<Key> = new Set();
      let crashed = false;
      for (const { what, dirty, cache, database } of momentsOf('back', done, chosen)) {
        if (what.kind === 'write') {
          acknowledged.set(what.key, what.value);
          sinceFlush += 1;
        }
        if (what.kind === 'flush') sinceFlush = 0;
        if (what.kind === 'crash') {
          crashed = true;
          const gone = [...acknowledged].filter(([key, value]) => database.get(key) !== value).map(([key]) => key);
          expect(what.lost.toSorted()).toEqual(gone.toSorted());
          expect(new Set(what.lost)).toEqual(dirtyBefore);
          expect(what.lost.length).toBeLessThanOrEqual(sinceFlush);
          expect(cache.size).toBe(0);
          sinceFlush = 0;
        }
        dirtyBefore = dirty;
      }
      expect(crashed).toBe(true);
    }),
    runs,
  );
});

test('write-back: the database is always the history up to the last flush, and after a flush nothing is dirty', () => {
  fc.assert(
    fc.property(operations, plan, (done, chosen) => {
      let history: (readonly [Key, Value])[] = [];
      let flushed = 0;
      for (const { what, cache, dirty, database } of momentsOf('back', done, chosen)) {
        if (what.kind === 'write') history.push([what.key, what.value]);
        // What the crash took is no history any more.
        if (what.kind === 'crash') history = history.slice(0, flushed);
        if (what.kind === 'flush') {
          flushed = history.length;
          expect(dirty.size).toBe(0);
          for (const [key, value] of cache) expect(value).toBe(database.get(key) ?? 0);
        }
        const prefix = new Map(history.slice(0, flushed));
        const isPrefix =
          prefix.size === database.size && [...prefix].every(([key, value]) => database.get(key) === value);
        if (!isPrefix) expect.fail('The database is no prefix of the history.');
        const isMarked = [...cache].every(([key, value]) => dirty.has(key) === (value !== (database.get(key) ?? 0)));
        if (!isMarked) expect.fail('What is dirty is not what differs.');
      }
    }),
    runs,
  );
});

test('write-back: each acknowledged write was flushed, overwritten before that, lost, or is still dirty', () => {
  fc.assert(
    fc.property(operations, plan, (done, chosen) => {
      let acknowledged = 0;
      let accounted = 0;
      let dirtyBefore: ReadonlySet<Key> = new Set();
      for (const { what, dirty } of momentsOf('back', done, chosen)) {
        if (what.kind === 'write') acknowledged += 1;
        if (what.kind === 'step' && dirtyBefore.has(what.key)) accounted += 1;
        if (what.kind === 'flush') accounted += what.rows;
        if (what.kind === 'crash') accounted += what.lost.length;
        dirtyBefore = dirty;
      }
      expect(acknowledged).toBe(accounted + dirtyBefore.size);
    }),
    runs,
  );
});

test.each(policies)(
  '%s: the first read after a write hits where the write filled the cache, and gets its value',
  (policy) => {
    fc.assert(
      fc.property(operations, plan, (done, chosen) => {
        const written = new Map<Key, Value>();
        for (const { what } of momentsOf(policy, done, chosen)) {
          if (what.kind === 'write') written.set(what.key, what.value);
          if (what.kind === 'crash') written.clear();
          if (what.kind === 'read') {
            const value = written.get(what.key);
            if (value === undefined) continue;
            expect(what.value).toBe(value);
            expect(what.hit).toBe(policy === 'through' || policy === 'back');
            written.delete(what.key);
          }
        }
      }),
      runs,
    );
  },
);

test.each(policies)(
  '%s: each operation is acknowledged or was under way in the crash, in the order of its time',
  (policy) => {
    fc.assert(
      fc.property(operations, plan, (done, chosen) => {
        const moments = momentsOf(policy, done, chosen);
        const kinds = moments.map(({ what }) => what.kind);
        const aborted = moments.filter(({ what }) => what.kind === 'crash' && what.aborted).length;
        const acknowledged = kinds.filter((kind) => kind === 'read' || kind === 'write').length;
        expect(acknowledged + aborted).toBe(done.length);
        expect(kinds.filter((kind) => kind === 'crash')).toHaveLength(1);
        expect(moments.every(({ time }, i) => time >= (moments[i - 1]?.time ?? 0))).toBe(true);
      }),
      runs,
    );
  },
);

test.each(policies)('%s takes as long over a write as its formula says', (policy) => {
  const times: number[] = [];
  const done = operationsOf({ count: 40_000, writeShare: 0.5, databaseMean: 5000 }, 1);
  simulate(done, { policy, flushInterval: 1_000_000, crashAt: never }, (time, what) => {
    if (what.kind === 'write') times.push(time - what.began);
  });
  const expected = writeTimes(policy, 5000);
  const { mean, halfWidth } = estimate(times);
  expect(Math.abs(mean - expected.mean)).toBeLessThanOrEqual(2 * halfWidth);
  expect(Math.abs(percentile(times, 0.99) / expected.p99 - 1)).toBeLessThan(0.05);
  // One write in a hundred takes longer, by the exponential distribution of the database's times.
  if (policy !== 'back') expect(Math.exp((500 - expected.p99) / 5000)).toBeCloseTo(0.01, 9);
});

test('write-back writes as many rows as the formula for distinct keys says', () => {
  for (const [flushSeconds, writeShare] of [
    [0.1, 0.5],
    [0.1, 0.9],
    [1, 0.5],
    [10, 0.1],
  ] as const) {
    let rows = 0;
    let writes = 0;
    const done = operationsOf({ count: 100_000, writeShare, databaseMean: 1000 }, 1);
    simulate(done, { policy: 'back', flushInterval: flushSeconds * 1e6, crashAt: never }, (_, what) => {
      if (what.kind === 'flush') rows += what.rows;
      if (what.kind === 'write') writes += 1;
    });
    expect(Math.abs((1000 * rows) / writes / rowsPerThousandWrites(flushSeconds * 1e6, writeShare) - 1)).toBeLessThan(
      0.02,
    );
  }
});
