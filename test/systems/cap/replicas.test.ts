import { expect, test } from 'vitest';
import { replicas, type Version } from '../../../src/systems/cap/replicas.ts';

const version = (writer: number, saw: readonly number[]): Version => ({
  timestamp: writer,
  writer,
  value: writer,
  saw: new Set(saw),
});

test('a write is lost to one that had not seen it, and not to one that knew it through another', () => {
  const [first, second] = [version(1, []), version(2, [1])];
  const stores = replicas(2, 1);
  // Replica 1 never meets the first write itself.
  stores.merge(0, 1, 0, second);
  const third = version(3, [...stores.seen(1, 0)]);
  stores.merge(0, 0, 0, first);
  stores.merge(1, 0, 0, third);
  expect([...third.saw].toSorted()).toEqual([1, 2]);
  expect(stores.losses).toEqual([]);
  stores.merge(2, 0, 0, version(4, []));
  expect(stores.losses).toEqual([{ time: 2, key: 0, lost: 3, by: 4 }]);
});

test('of two writes the later stays, of two at the same time that of the later operation, in whichever order they come', () => {
  for (const timestamps of [
    [1, 2],
    [1, 1],
  ]) {
    const writes = timestamps.map((timestamp, i): Version => ({ ...version(i + 1, []), timestamp }));
    for (const order of [writes, writes.toReversed()]) {
      const stores = replicas(1, 1);
      for (const write of order) stores.merge(0, 0, 0, write);
      expect(stores.held(0, 0).value).toBe(2);
      expect(stores.losses).toEqual([{ time: 0, key: 0, lost: 1, by: 2 }]);
    }
  }
});
