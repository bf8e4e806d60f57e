import { electable, type Partition, type Replica } from './partition.ts';

type Ids = Pick<ReadonlySet<number>, 'has'>;

/** The offsets of acknowledged records in a leader's log that another replica has not copied: what its election loses. */
export function missing(leader: Replica, heir: Replica, acknowledged: Ids): readonly number[] {
  const offsets: number[] = [];
  // What is committed is in every log of the ISR.
  for (let offset = Math.min(leader.highWatermark, heir.log.length); offset < leader.log.length; offset++) {
    const entry = leader.log[offset];
    if (entry && entry !== heir.log[offset] && acknowledged.has(entry.id)) offsets.push(offset);
  }
  return offsets;
}

/**
 * How many acknowledged records the partition would lose if its leader crashed now, or will lose if it has crashed and
 * nobody has noticed. Where nobody could be elected, it would wait for its leader and lose nothing.
 */
export function endangered(partition: Partition, acknowledged: Ids): number {
  const leader = partition.replicas[partition.leader ?? -1];
  const heir = partition.replicas[electable(partition, partition.leader) ?? -1];
  return leader && heir ? missing(leader, heir, acknowledged).length : 0;
}

/** How many the crash of one broker would lose now, of the broker that would lose most. */
export const worstCrash = (partitions: readonly Partition[], acknowledged: Ids): number => {
  const losses = [0, 0, 0];
  for (const partition of partitions) {
    const { leader = 0 } = partition;
    losses[leader] = (losses[leader] ?? 0) + endangered(partition, acknowledged);
  }
  return Math.max(...losses);
};
