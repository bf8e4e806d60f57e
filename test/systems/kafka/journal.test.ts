import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createClock } from '../../../src/kernel/clock.ts';
import { createGroup } from '../../../src/systems/kafka/group.ts';
import { createJournal, type Happening, type Journal } from '../../../src/systems/kafka/journal.ts';
import type { Partition } from '../../../src/systems/kafka/partition.ts';
import { play, stepsOn } from './partition-steps.ts';

/** What is told of an action: the stretches by which whole copies of the logs, before and after it, differ. */
function differences(before: Partition, after: Partition): readonly Partial<Happening>[] {
  const { leader = 0 } = before;
  const stretch = (kind: Happening['kind'], broker: number, from: number, to: number) =>
    from < to ? [{ kind, who: `Broker ${broker}`, partition: 0, from, to }] : [];
  const logs = before.replicas.flatMap(({ log: old }, broker) => {
    const log = after.replicas[broker]?.log ?? [];
    const changed = old.findIndex((entry, offset) => entry !== log[offset]);
    const from = changed < 0 ? old.length : changed;
    return [
      ...stretch('drops', broker, from, old.length),
      ...stretch(broker === leader ? 'appends' : 'copies', broker, from, log.length),
    ];
  });
  const [was = 0, is = 0] = [before, after].map(({ replicas }) => replicas[leader]?.highWatermark);
  return [...logs, ...stretch('commits', leader, was, is)] as readonly Partial<Happening>[];
}

const copyOf = ({ leader, replicas, ...rest }: Partition): Partition => ({
  ...rest,
  leader,
  replicas: replicas.map(({ log, ...replica }) => ({ ...replica, log: [...log] })),
});

test('the journal tells exactly what an action changed in the logs of the partition that it follows', () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(stepsOn(3), fc.integer({ min: 1, max: 3 }), (steps, minInsync) => {
      let journal: Journal | undefined;
      play(steps, () => {}, {
        minInsync,
        within(partition, act) {
          journal ??= createJournal(createClock(), {
            partitions: [partition],
            group: createGroup(1, 1),
            acknowledged: new Set(),
          });
          journal.follow('log', 1);
          const told = journal.happenings.length;
          const before = copyOf(partition);
          journal.during(0, act);
          const found = journal.happenings.slice(told).map(({ time: _, state: __, ...deed }) => deed);
          expect(found).toEqual(differences(before, partition));
          for (const { kind } of found) kinds.add(kind);
        },
      });
    }),
    { numRuns: 1000 },
  );
  expect([...kinds].toSorted()).toEqual(['appends', 'commits', 'copies', 'drops']);
});
