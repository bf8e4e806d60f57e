import type { Group } from './group.ts';
import type { Entry, Partition } from './partition.ts';

/** How many offsets a close-up shows. */
export const shownOffsets = 12;

/** The system at a moment, as much of it as a picture shows. */
export interface State {
  /** Whether each broker is up. */
  readonly brokers: readonly boolean[];
  readonly partitions: readonly {
    readonly leader: number | undefined;
    readonly inSync: readonly number[];
    /** The member that reads it. */
    readonly reader: number | undefined;
    /** Records that are committed in the logs but not as read. */
    readonly lag: number;
  }[];
  /** Members without a partition, and those that crashed and are not yet missed. */
  readonly idle: readonly number[];
  readonly silent: readonly number[];
  readonly closeUp: CloseUp;
}

/** A stretch of one partition. */
export interface CloseUp {
  readonly partition: number;
  /** The first offset shown, and where the longest log ends. */
  readonly from: number;
  readonly end: number;
  readonly highWatermark: number;
  /**
   * Each broker's log, a sign for each offset: a space for nothing, `r` for a record, `a` for one that its producer
   * takes for written; where the leader has another one or none there, `R`, and `A` if it takes it for written in vain.
   */
  readonly logs: readonly string[];
  /** How often the work of each record took effect, a digit for each offset. */
  readonly effects: string;
  /** What the group reads next, and what is being worked at. */
  readonly committed: number;
  readonly work: { readonly from: number; readonly to: number } | undefined;
}

interface Subject {
  readonly partitions: readonly Partition[];
  readonly group: Group;
  readonly acknowledged: ReadonlySet<number>;
}

/** Where to look closely: a partition, around an offset or, without one, where its logs begin to differ. */
interface Focus {
  readonly partition: number;
  readonly around: number | undefined;
}

/** The system as it is, with one partition closely. */
export function stateOf({ partitions, group, acknowledged }: Subject, focus: Focus): State {
  const readers = new Map([...group.assignment].flatMap(([member, own]) => own.map((p) => [p, member] as const)));
  const first = partitions[0];
  return {
    brokers: first?.replicas.map(({ isUp }) => isUp) ?? [],
    partitions: partitions.map((partition, p) => ({
      leader: partition.leader,
      inSync: [...partition.isr].toSorted(),
      reader: readers.get(p),
      lag: Math.max(0, committedEnd(partition) - (group.committed[p] ?? 0)),
    })),
    idle: group.members
      .filter(({ number, isUp }) => isUp && !group.assignment.get(number)?.length)
      .map(({ number }) => number),
    silent: group.members.filter(({ isUp }) => !isUp).map(({ number }) => number),
    closeUp: closeUpOf(partitions[focus.partition], { focus, group, acknowledged }),
  };
}

const committedEnd = ({ replicas }: Partition): number =>
  replicas.reduce((end, { highWatermark }) => Math.max(end, highWatermark), 0);

interface View {
  readonly focus: Focus;
  readonly group: Group;
  readonly acknowledged: ReadonlySet<number>;
}

function closeUpOf(
  partition: Partition | undefined,
  { focus: { partition: index, around }, group, acknowledged }: View,
): CloseUp {
  const replicas = partition?.replicas ?? [];
  const leading = replicas[partition?.leader ?? -1]?.log;
  const committed = group.committed[index] ?? 0;
  const reads = group.members.flatMap(({ work }) => work?.filter((one) => one.partition === index) ?? []);
  const [next] = reads;
  const work = next && { from: next.offset, to: next.offset + reads.length };
  const end = Math.max(...replicas.map(({ log }) => log.length));
  const shortest = Math.min(...replicas.filter(({ isUp }) => isUp).map(({ log }) => log.length));
  const from = Math.max(0, Math.min((around ?? shortest) - 5, end - shownOffsets));
  const offsets = Array.from({ length: shownOffsets }, (_, i) => from + i);
  const signOf = (entry: Entry | undefined, offset: number): string => {
    if (!entry) return ' ';
    const isAcknowledged = acknowledged.has(entry.id);
    if (!leading || leading[offset] === entry) return isAcknowledged ? 'a' : 'r';
    // A retry may have brought it to the leader at another offset.
    return isAcknowledged && !leading.some(({ id }) => id === entry.id) ? 'A' : 'R';
  };
  return {
    partition: index,
    from,
    end,
    highWatermark: partition ? committedEnd(partition) : 0,
    logs: replicas.map(({ log }) => offsets.map((offset) => signOf(log[offset], offset)).join('')),
    effects: offsets.map((offset) => group.effects.get(leading?.[offset]?.id ?? -1) ?? 0).join(''),
    committed,
    work,
  };
}
