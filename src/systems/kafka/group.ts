import { type Assignment, type Assignor, moved } from './assign.ts';

/** When a consumer commits the offsets of a batch: before the work, after it, or with its results in one transaction. */
export type Commit = 'before' | 'after' | 'transaction';

/** A consumer of the group. */
export interface Member {
  readonly number: number;
  isUp: boolean;
  /** What it works at. */
  work: readonly Read[] | undefined;
}

/** A record that was read. */
export interface Read {
  readonly partition: number;
  readonly offset: number;
  readonly id: number;
}

/** A consumer group: who reads what, how far it has come, and what became of the records. */
export interface Group {
  readonly members: Member[];
  assignment: Assignment;
  /** A rebalance waits until every member has finished what it works at. */
  isRebalancing: boolean;
  /** The offset that each partition will be read from after a rebalance. */
  readonly committed: number[];
  /** How often each record's work took effect. */
  readonly effects: Map<number, number>;
  /** How many records each member has worked at, by its number. */
  readonly workload: number[];
}

/** A group of so many members that has read nothing, and is to be given its partitions. */
export const createGroup = (members: number, partitions: number): Group => ({
  members: Array.from({ length: members }, (_, number) => ({ number, isUp: true, work: undefined })),
  assignment: new Map(),
  isRebalancing: true,
  committed: Array.from({ length: partitions }, () => 0),
  effects: new Map(),
  workload: Array.from({ length: members }, () => 0),
});

/** A consumer that is up, takes a batch: from here on it is at work. */
export function begin(group: Group, member: Member, reads: readonly Read[], commit: Commit): void {
  member.work = reads;
  if (commit === 'before') commitOffsets(group, reads);
}

/** A consumer finishes its batch. */
export function finish(group: Group, member: Member, commit: Commit): void {
  const reads = member.work ?? [];
  takeEffect(group, member, reads);
  if (commit !== 'before') commitOffsets(group, reads);
  member.work = undefined;
}

/** A consumer crashes: what it had worked through stays done, unless it was part of a transaction. */
export function crash(group: Group, member: Member, worked: number, commit: Commit): void {
  if (commit !== 'transaction') takeEffect(group, member, member.work?.slice(0, worked) ?? []);
  member.isUp = false;
  member.work = undefined;
}

/** Assigns all partitions anew if no member is at work; gives how many moved, nothing while one has to be waited for. */
export function rebalance(group: Group, partitions: number, assignor: Assignor): number | undefined {
  if (!group.isRebalancing || group.members.some(({ work }) => work)) return undefined;
  const numbers = group.members.map(({ number }) => number).toSorted((a, b) => a - b);
  const after = assignor(partitions, numbers, group.assignment);
  const count = moved(group.assignment, after);
  group.assignment = after;
  group.isRebalancing = false;
  return count;
}

function takeEffect({ effects, workload }: Group, { number }: Member, reads: readonly Read[]): void {
  workload[number] = (workload[number] ?? 0) + reads.length;
  for (const { id } of reads) effects.set(id, (effects.get(id) ?? 0) + 1);
}

function commitOffsets({ committed }: Group, reads: readonly Read[]): void {
  for (const { partition, offset } of reads) committed[partition] = offset + 1;
}
