import type { Clock } from '../../kernel/clock.ts';
import { type Micros, millisecond } from '../../kernel/time.ts';
import { type Commit, commitOffsets, type Group, type Member, type Read, takeEffect } from './group.ts';
import type { Journal } from './journal.ts';
import { leaderOf, type Partition } from './partition.ts';

/** What one record costs a consumer, and how many it takes at once (`max.poll.records`). */
const workTime: Micros = 4 * millisecond;
const batchSize = 40;
const pollPause: Micros = 50 * millisecond;

/** What consumers work with. */
export interface Setup {
  readonly clock: Clock;
  readonly group: Group;
  readonly journal: Journal;
  readonly partitions: readonly Partition[];
  readonly commit: Commit;
  readonly end: Micros;
  /** Called where a rebalance that waits for a member may go on. */
  readonly isFree: () => void;
  /** Called when a member crashes, with the first offset of partition 0 that it worked at. */
  readonly lose: (member: Member, from: number) => void;
}

/** Has a member poll, work and commit, over and over, until it crashes or the run ends. */
export function consume(member: Member, setup: Setup): void {
  const { clock, group, journal, commit } = setup;
  if (clock.now() >= setup.end) return;
  const reads = group.isRebalancing ? [] : readable(member, setup);
  const again = (): void => consume(member, setup);
  if (reads.length === 0) {
    clock.after(pollPause, again);
    return;
  }
  const own = reads.filter(({ partition }) => partition === 0);
  const from = own[0]?.offset ?? 0;
  const tell = (kind: 'takes' | 'finishes'): void => {
    if (own.length > 0)
      journal.step('reader', { kind, who: `Consumer ${member.number}`, partition: 0, from, to: from + own.length });
  };
  if (commit === 'before') commitOffsets(group, reads);
  member.isBusy = true;
  tell('takes');
  const crashes = clock.now() >= member.crashesFrom && reads.length > 1;
  const worked = crashes ? reads.slice(0, reads.length / 2) : reads;
  clock.after(worked.length * workTime, () => {
    // What is part of a transaction is undone by a crash.
    if (!crashes || commit !== 'transaction') takeEffect(group, worked);
    member.isBusy = false;
    if (crashes) {
      setup.lose(member, from);
      return;
    }
    if (commit !== 'before') commitOffsets(group, reads);
    tell('finishes');
    setup.isFree();
    again();
  });
}

/** A batch from the partitions of a member, from each its fair share, from the committed offset on. */
function readable({ number }: Member, { group, partitions }: Setup): readonly Read[] {
  const share = Math.ceil(batchSize / group.assignment.filter((member) => member === number).length);
  return partitions.flatMap((partition, index) => {
    const leader = group.assignment[index] === number ? leaderOf(partition) : undefined;
    const from = group.committed[index] ?? 0;
    const to = Math.min(leader?.highWatermark ?? 0, from + share);
    const entries = leader?.log.slice(from, Math.max(from, to)) ?? [];
    return entries.map(({ id }, i) => ({ partition: index, offset: from + i, id }));
  });
}
