import fc from 'fast-check';
import { expect, test } from 'vitest';
import { interleavings, race } from '../../../src/systems/cache-writes/race.ts';
import { emptyStores, fillCache, flush, readDatabase, steps } from '../../../src/systems/cache-writes/steps.ts';

const policies = ['through', 'around', 'back', 'early'] as const;
const stale = (policy: (typeof policies)[number], lease: boolean) => race(policy, lease).filter((order) => order.stale);

test('the interleavings of two sequences are all that keep both orders, each once: (n + m)! ÷ (n! m!)', () => {
  fc.assert(
    fc.property(fc.nat(5), fc.nat(5), (n, m) => {
      const first = Array.from({ length: n }, (_, i) => `a${i}`);
      const second = Array.from({ length: m }, (_, i) => `b${i}`);
      const all = interleavings(first, second);
      const choices = Array.from({ length: m }, (_, i) => (n + i + 1) / (i + 1)).reduce((a, b) => a * b, 1);
      expect(all).toHaveLength(Math.round(choices));
      expect(new Set(all.map(String)).size).toBe(all.length);
      for (const order of all) {
        expect(order.filter((step) => step.startsWith('a'))).toEqual(first);
        expect(order.filter((step) => step.startsWith('b'))).toEqual(second);
      }
    }),
    { numRuns: 1000 },
  );
});

test('delete after write leaves an old value in exactly one order: read before the write, put back after the delete', () => {
  expect(stale('around', false).map(({ order }) => order)).toEqual([
    ['read from cache', 'read from database', 'write to database', 'delete from cache', 'fill cache'],
  ]);
});

test('an old value stays where the database was read before the write and the cache filled after its last change', () => {
  const changes = {
    through: 'write to cache',
    around: 'delete from cache',
    back: 'write to cache as dirty',
    early: 'delete from cache',
  } as const;
  for (const policy of policies)
    for (const found of race(policy, false)) {
      const place = (step: (typeof found.order)[number]): number => found.order.indexOf(step);
      const readOld = policy === 'back' || place('read from database') < place('write to database');
      // A read that finds the value written to the cache fills nothing.
      const missed = changes[policy] === 'delete from cache' || place('read from cache') < place(changes[policy]);
      expect(found.stale).toBe(readOld && missed && place('fill cache') > place(changes[policy]));
    }
});

test('delete before write is stale in 6 of 10 orders, delete after write in 1 of 10', () => {
  expect([stale('early', false).length, race('early', false).length]).toEqual([6, 10]);
  expect([stale('around', false).length, race('around', false).length]).toEqual([1, 10]);
});

test('under write-back an order that leaves an old value loses the write: the flush writes the old one', () => {
  const orders = stale('back', false);
  expect([orders.length, race('back', false).length]).toEqual([2, 4]);
  for (const { order } of orders) {
    const stores = emptyStores();
    stores.database.set(0, 1);
    let read = 0;
    for (const step of order)
      if (step === 'read from database') read = readDatabase(stores, 0);
      else if (step === 'fill cache') fillCache(stores, 0, read);
      else if (step !== 'read from cache') steps[step].effect(stores, 0, 2);
    flush(stores);
    expect(readDatabase(stores, 0)).toBe(1);
  }
});

test('a lease leaves no stale order, unless the delete comes before the write', () => {
  for (const policy of ['through', 'around', 'back'] as const) expect(stale(policy, true)).toEqual([]);
  expect(stale('early', true).length).toBeGreaterThan(0);
});
