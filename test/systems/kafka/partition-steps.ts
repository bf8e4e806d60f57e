import fc from 'fast-check';
import { append, createPartition, elect, fence, fetch, type Partition } from '../../../src/systems/kafka/partition.ts';

/** Anything that can happen to a partition on so many brokers. */
export const stepsOn = (brokers: number) =>
  fc.array(
    fc.record({
      kind: fc.constantFrom('append', 'append', 'fetch', 'fetch', 'fetch', 'crash', 'fence', 'restart'),
      broker: fc.nat(brokers - 1),
    }),
    { minLength: 40, maxLength: 80, size: 'max' },
  );
export type Steps = ReturnType<typeof stepsOn> extends fc.Arbitrary<infer T> ? T : never;

/** Plays the steps, one within each act, and looks at the partition after each. */
export function play(
  history: Steps,
  look: (partition: Partition, step: Steps[number]) => void,
  { brokers = 3, minInsync = 1, within = (_: Partition, act: () => void): void => act() } = {},
): void {
  const partition = createPartition(
    Array.from({ length: brokers }, (_, broker) => broker),
    minInsync,
  );
  for (const [id, step] of history.entries()) {
    within(partition, () => take(partition, id, step));
    look(partition, step);
  }
}

function take(partition: Partition, id: number, { kind, broker }: Steps[number]): void {
  const replica = partition.replicas[broker];
  if (kind === 'append') append(partition, [id], true);
  else if (kind === 'fetch') fetch(partition, broker);
  else if (kind === 'crash' && replica) replica.isUp = false;
  else if (kind === 'restart' && replica) {
    replica.isUp = true;
    if (partition.leader === undefined) elect(partition);
  } else if (kind === 'fence' && !replica?.isUp) fence(partition, broker);
}
