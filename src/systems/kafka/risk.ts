import { leaderOf, type Partition } from './partition.ts';

/**
 * How many acknowledged records the partition would lose if its leader crashed now: those that the replica which would
 * be elected has not copied. Where nobody could be elected, the partition would wait for its leader and lose nothing.
 */
export function endangered(partition: Partition, acknowledged: Pick<ReadonlySet<number>, 'has'>): number {
  const leader = leaderOf(partition);
  const heir = partition.preferred
    .filter((broker) => broker !== partition.leader && partition.isr.has(broker))
    .map((broker) => partition.replicas[broker])
    .find((replica) => replica?.isUp);
  if (!leader || !heir) return 0;
  let count = 0;
  // What is committed is in every log of the ISR.
  for (let offset = Math.min(leader.highWatermark, heir.log.length); offset < leader.log.length; offset++) {
    const entry = leader.log[offset];
    if (entry && entry !== heir.log[offset] && acknowledged.has(entry.id)) count += 1;
  }
  return count;
}

/** How many the crash of one broker would lose now, of the broker that would lose most. */
export const worstCrash = (partitions: readonly Partition[], acknowledged: ReadonlySet<number>): number => {
  const losses = new Map<number, number>();
  for (const partition of partitions) {
    const { leader } = partition;
    if (leader === undefined) continue;
    losses.set(leader, (losses.get(leader) ?? 0) + endangered(partition, acknowledged));
  }
  return Math.max(0, ...losses.values());
};
