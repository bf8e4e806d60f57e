import type { Micros } from '../../kernel/time.ts';
import { type Assignment, type Assignor, moved } from './assign.ts';

/** When a consumer commits the offsets of a batch: before the work, after it, or with its results in one transaction. */
export type Commit = 'before' | 'after' | 'transaction';

/** A consumer of the group. */
export interface Member {
  readonly number: number;
  /** Whether the group counts on it, as it does for a while after a crash. */
  isIn: boolean;
  /** It crashes in the middle of its first batch of two or more from this moment on. */
  crashesFrom: Micros;
  isBusy: boolean;
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
}

/** A group of so many members that has read nothing, and is to be given its partitions. */
export const createGroup = (members: number, partitions: number): Group => ({
  members: Array.from({ length: members }, (_, number) => ({
    number,
    isIn: true,
    crashesFrom: Infinity,
    isBusy: false,
  })),
  assignment: [],
  isRebalancing: true,
  committed: Array.from({ length: partitions }, () => 0),
  effects: new Map(),
});

/** Assigns all partitions anew if no member is at work; gives how many moved, nothing while one has to be waited for. */
export function rebalance(group: Group, partitions: number, assignor: Assignor): number | undefined {
  if (!group.isRebalancing || group.members.some(({ isBusy }) => isBusy)) return undefined;
  const numbers = group.members.filter(({ isIn }) => isIn).map(({ number }) => number);
  const after = assignor(partitions, numbers, group.assignment);
  const count = moved(group.assignment, after);
  group.assignment = after;
  group.isRebalancing = false;
  return count;
}

/** The work of records takes effect. */
export function takeEffect({ effects }: Group, reads: readonly Read[]): void {
  for (const { id } of reads) effects.set(id, (effects.get(id) ?? 0) + 1);
}

/** A group reads on after these records. */
export function commitOffsets({ committed }: Group, reads: readonly Read[]): void {
  for (const { partition, offset } of reads) committed[partition] = offset + 1;
}
