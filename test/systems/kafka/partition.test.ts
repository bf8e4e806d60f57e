import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  append,
  createPartition,
  type Entry,
  elect,
  fence,
  fetch,
  leaderOf,
  type Partition,
  readableEnd,
} from '../../../src/systems/kafka/partition.ts';

/** Anything that can happen to a partition on three brokers. */
const steps = fc.array(
  fc.record({
    kind: fc.constantFrom('append', 'append', 'fetch', 'fetch', 'fetch', 'crash', 'fence', 'restart'),
    broker: fc.nat(2),
  }),
  { minLength: 40, maxLength: 80, size: 'max' },
);
type Steps = typeof steps extends fc.Arbitrary<infer T> ? T : never;

/** Plays the steps, and looks at the partition after each. */
function play(history: Steps, look: (partition: Partition) => void): void {
  const partition = createPartition([0, 1, 2]);
  for (const [id, { kind, broker }] of history.entries()) {
    const replica = partition.replicas[broker];
    if (kind === 'append') append(partition, [id], true);
    else if (kind === 'fetch') fetch(partition, broker);
    else if (kind === 'crash' && replica) replica.isUp = false;
    else if (kind === 'restart' && replica) {
      replica.isUp = true;
      if (partition.leader === undefined) elect(partition);
    } else if (kind === 'fence' && !replica?.isUp) fence(partition, broker);
    look(partition);
  }
}

const check = (claim: (history: Steps) => void): void => {
  fc.assert(fc.property(steps, claim), { numRuns: 2000 });
};

test('what readers may read is in every later leader’s log, at the same offset', () => {
  check((history) => {
    const read: Entry[] = [];
    play(history, (partition) => {
      const log = leaderOf(partition)?.log;
      if (!log) return;
      expect(read.every((entry, offset) => log[offset] === entry)).toBe(true);
      const end = readableEnd(partition) ?? 0;
      for (let offset = read.length; offset < end; offset++) {
        const entry = log[offset];
        if (entry) read.push(entry);
      }
    });
  });
});

test('the high watermark never moves back for readers, and never passes the end of the log', () => {
  check((history) => {
    let last = 0;
    play(history, (partition) => {
      const end = readableEnd(partition);
      if (end === undefined) return;
      expect(end).toBeGreaterThanOrEqual(last);
      expect(end).toBeLessThanOrEqual(leaderOf(partition)?.log.length ?? 0);
      last = end;
    });
  });
});

test('below the high watermark every replica in sync has the same records', () => {
  check((history) => {
    play(history, (partition) => {
      const leader = leaderOf(partition);
      if (!leader) return;
      const committed = leader.log.slice(0, leader.highWatermark);
      for (const broker of partition.isr) {
        expect(partition.replicas[broker]?.log.slice(0, committed.length)).toEqual(committed);
      }
    });
  });
});

test('a leader is in sync when it is elected, and epochs and ids rise along every log', () => {
  check((history) => {
    let epoch = 0;
    play(history, (partition) => {
      if (partition.epoch !== epoch) expect(partition.isr.has(partition.leader ?? -1)).toBe(true);
      epoch = partition.epoch;
      const isRising = partition.replicas.every(({ log }) =>
        log.every((entry, i) => {
          const before = log[i - 1];
          return !before || (before.epoch <= entry.epoch && before.id < entry.id);
        }),
      );
      expect(isRising).toBe(true);
    });
  });
});
