import type { Group } from './group.ts';
import type { Entry, Partition } from './partition.ts';

/** How many offsets a close-up shows. */
const shownOffsets = 12;

/** The system at a moment, as much of it as a picture shows: all in short, and a stretch of one partition closely. */
export interface State {
  /** Whether each broker is up. */
  readonly brokers: readonly boolean[];
  readonly partitions: readonly {
    readonly leader: number | undefined;
    readonly inSync: readonly number[];
    /** The consumer that reads it. */
    readonly reader: number | undefined;
  }[];
  readonly partition: number;
  /** The first offset shown, up to which records are committed, and which the group reads next. */
  readonly from: number;
  readonly highWatermark: number;
  readonly committed: number;
  /**
   * Each broker's log, a sign for each offset: a space for nothing, `·` for a record, `✓` for one that its producer takes
   * for written; where the leader has another one or none there, `-`, and `×` if it is taken for written in vain.
   */
  readonly logs: readonly string[];
  /** How often the work of each record took effect, a digit for each offset; a space before there is anything to tell. */
  readonly effects: string;
}

/** What a state is read from. */
export interface Subject {
  readonly partitions: readonly Partition[];
  readonly group: Group;
  readonly acknowledged: ReadonlySet<number>;
}

/** The system as it is; without an offset the close-up is where the logs are no longer committed. */
export function stateOf(
  { partitions, group, acknowledged }: Subject,
  { partition = 0, from: around }: { readonly kind: string; readonly partition?: number; readonly from?: number },
): State {
  const { replicas = [], leader } = partitions[partition] ?? {};
  const leading = replicas[leader ?? -1]?.log;
  const highWatermark = Math.max(0, ...replicas.map((replica) => replica.highWatermark));
  const from = Math.max(0, (around ?? highWatermark) - 5);
  const committed = group.committed[partition] ?? 0;
  const offsets = Array.from({ length: shownOffsets }, (_, i) => from + i);
  const signOf = (entry: Entry | undefined, offset: number): string => {
    if (!entry) return ' ';
    const isAcknowledged = acknowledged.has(entry.id);
    if (!leading || leading[offset] === entry) return isAcknowledged ? '✓' : '·';
    // A retry may have brought it to the leader at another offset.
    return isAcknowledged && !leading.some(({ id }) => id === entry.id) ? '×' : '-';
  };
  return {
    brokers: replicas.map(({ isUp }) => isUp),
    partitions: partitions.map((one, p) => ({
      leader: one.leader,
      inSync: [...one.isr],
      reader: group.assignment[p],
    })),
    partition,
    from,
    highWatermark,
    committed,
    logs: replicas.map(({ log }) => offsets.map((offset) => signOf(log[offset], offset)).join('')),
    effects: offsets
      .map((offset) => group.effects.get(leading?.[offset]?.id ?? -1) ?? (offset < committed ? 0 : ' '))
      .join(''),
  };
}
