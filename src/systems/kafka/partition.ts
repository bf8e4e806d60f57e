/** A record in a log, and the leader epoch in which it was appended; one object in every replica's log. */
export interface Entry {
  readonly id: number;
  readonly epoch: number;
}

/** One broker's copy of a partition. */
export interface Replica {
  readonly log: Entry[];
  /** What it knows to be committed: offsets below it are in every log of the ISR. */
  highWatermark: number;
  /** The end of its log as the leader knows it: where a follower last fetched from. */
  fetchedTo: number;
  isUp: boolean;
}

/** A partition with its replicas; the index of a replica is the number of its broker. */
export interface Partition {
  readonly replicas: readonly Replica[];
  /** The broker that takes all writes; nobody while none of the ISR is up. */
  leader: number | undefined;
  epoch: number;
  /** Where the leader's log ended when it was elected. */
  epochStart: number;
  /** The in-sync replicas: only they count for commits and may be elected. */
  readonly isr: Set<number>;
  /** Brokers in the order in which they are preferred as leaders. */
  readonly preferred: readonly number[];
  /** How many replicas have to be in sync for a commit (`min.insync.replicas`). */
  readonly minInsync: number;
}

/** An empty partition whose replicas are all in sync and whose first preferred broker leads. */
export function createPartition(preferred: readonly number[], minInsync: number): Partition {
  return {
    replicas: preferred.map(() => ({ log: [], highWatermark: 0, fetchedTo: 0, isUp: true })),
    leader: preferred[0],
    epoch: 0,
    epochStart: 0,
    isr: new Set(preferred),
    preferred,
    minInsync,
  };
}

/** The leader's copy, unless there is none or its broker is down. */
export function leaderOf({ leader, replicas }: Partition): Replica | undefined {
  const replica = leader === undefined ? undefined : replicas[leader];
  return replica?.isUp ? replica : undefined;
}

/** What is in the leader's log; nothing where there is no leader. */
export const logOf = (partition: Partition): readonly Entry[] => leaderOf(partition)?.log ?? [];

/**
 * The leader appends records and gives the end of its log; nothing where there is no leader. An idempotent producer's
 * records that are in the log are not appended again (KIP-98: sequence numbers rise by partition, as ids do here).
 */
export function append(partition: Partition, ids: readonly number[], isIdempotent: boolean): number | undefined {
  const leader = leaderOf(partition);
  if (!leader) return undefined;
  const last = leader.log.at(-1)?.id ?? -1;
  for (const id of ids) if (!isIdempotent || id > last) leader.log.push({ id, epoch: partition.epoch });
  leader.fetchedTo = leader.log.length;
  advanceHighWatermark(partition);
  return leader.log.length;
}

/**
 * A follower fetches (documentation, 4.7 Replication): it first drops what the leader does not have (KIP-101), by which
 * the leader learns how far it has got; then it copies the rest, and the high watermark with it.
 */
export function fetch(partition: Partition, broker: number): void {
  const leader = leaderOf(partition);
  const follower = partition.replicas[broker];
  if (!leader || !follower?.isUp || follower === leader) return;
  const { log } = follower;
  while (log.length > 0 && log.at(-1) !== leader.log[log.length - 1]) log.pop();
  follower.fetchedTo = log.length;
  // Back in the ISR once it has all that is committed and all from before the leader's election.
  if (log.length >= Math.max(leader.highWatermark, partition.epochStart)) partition.isr.add(broker);
  advanceHighWatermark(partition);
  log.push(...leader.log.slice(log.length));
  follower.highWatermark = leader.highWatermark;
}

/** Whether enough replicas are in sync for a commit. */
export const hasEnough = ({ isr, minInsync }: Partition): boolean => isr.size >= minInsync;

/** All that every replica of the ISR is known to have is committed, if there are enough of them, whatever `acks` is. */
function advanceHighWatermark(partition: Partition): void {
  const leader = leaderOf(partition);
  if (!leader || !hasEnough(partition)) return;
  const ends = [...partition.isr].map((broker) => partition.replicas[broker]?.fetchedTo ?? 0);
  leader.highWatermark = Math.max(leader.highWatermark, Math.min(...ends));
}

/** The controller takes a broker that is down out of the ISR, unless it is the last, and elects a leader if it led. */
export function fence(partition: Partition, broker: number): void {
  if (partition.isr.size > 1) partition.isr.delete(broker);
  if (partition.leader === broker) elect(partition);
  advanceHighWatermark(partition);
}

/** The first preferred broker but one that is up and in sync: no other may lead (no unclean election). */
export const electable = ({ preferred, isr, replicas }: Partition, except?: number): number | undefined =>
  preferred.find((broker) => broker !== except && isr.has(broker) && replicas[broker]?.isUp);

/** Whoever may leads, in a new epoch. */
export function elect(partition: Partition): void {
  partition.leader = electable(partition);
  const leader = leaderOf(partition);
  if (!leader) return;
  partition.epoch += 1;
  partition.epochStart = leader.log.length;
  // A new leader does not know how far the others are until they fetch.
  for (const replica of partition.replicas) replica.fetchedTo = 0;
  leader.fetchedTo = leader.log.length;
  advanceHighWatermark(partition);
}

/**
 * The end of what is committed, for whoever asks; nothing while there is no leader, or while a new one does not yet know
 * all of what its predecessor had committed (KIP-207: so that nobody sees the end move back).
 */
export function readableEnd(partition: Partition): number | undefined {
  const leader = leaderOf(partition);
  return leader && leader.highWatermark >= partition.epochStart ? leader.highWatermark : undefined;
}
