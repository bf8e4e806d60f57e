import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Entry, fence, leaderOf, type Partition, readableEnd } from '../../../src/systems/kafka/partition.ts';
import { endangered } from '../../../src/systems/kafka/risk.ts';
import { play, type Steps, stepsOn } from './partition-steps.ts';

const check = (claim: (history: Steps) => void, brokers = 3): void => {
  fc.assert(fc.property(stepsOn(brokers), claim), { numRuns: 2000 });
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

test('while enough replicas are in sync all that they have is committed, and otherwise the high watermark stands', () => {
  check((history) => {
    for (const minInsync of [1, 2, 3]) {
      let last = 0;
      const look = (partition: Partition, { kind, broker }: Steps[number]): void => {
        const { isr, replicas } = partition;
        const highest = Math.max(...replicas.map(({ highWatermark }) => highWatermark));
        if (isr.size < minInsync) expect(highest).toBeLessThanOrEqual(last);
        last = highest;
        const leader = leaderOf(partition);
        const isLooked = kind === 'append' || (kind === 'fence' && !replicas[broker]?.isUp);
        if (!leader || !isLooked || isr.size < minInsync) return;
        const all = Math.min(...[...isr].map((member) => replicas[member]?.fetchedTo ?? 0));
        expect(leader.highWatermark).toBeGreaterThanOrEqual(all);
      };
      play(history, look, { minInsync });
    }
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

// Of three brokers one alone is in sync when another leads and the third is behind, and knows all of its log committed.
test('a follower is in sync again from the fetch on that shows it to have all that is committed and all from before the leader', () => {
  check((history) => {
    const known = { isr: new Set<number>(), highWatermark: 0 };
    play(
      history,
      (partition, { kind, broker }) => {
        const leader = leaderOf(partition);
        const replica = partition.replicas[broker];
        if (kind === 'fetch' && leader && replica?.isUp && replica !== leader) {
          const isBack = replica.fetchedTo >= Math.max(known.highWatermark, partition.epochStart);
          expect(partition.isr.has(broker)).toBe(known.isr.has(broker) || isBack);
        }
        known.isr = new Set(partition.isr);
        known.highWatermark = leader?.highWatermark ?? 0;
      },
      { brokers: 4 },
    );
  }, 4);
});

test('what a crash of the leader endangers is what it loses', () => {
  check((history) => {
    let last: Partition | undefined;
    play(history, (partition) => {
      last = partition;
    });
    const leader = last?.leader;
    const log = last && leaderOf(last)?.log;
    if (!last || leader === undefined || !log) return;
    const acknowledged = new Set(log.map(({ id }) => id));
    const expected = endangered(last, acknowledged);
    const replica = last.replicas[leader];
    if (replica) replica.isUp = false;
    fence(last, leader);
    const kept = leaderOf(last)?.log;
    // Where nobody can be elected the records wait for their broker.
    const lost = kept ? log.filter((entry) => !kept.includes(entry)).length : 0;
    expect(expected).toBe(lost);
  });
});
