import { type Micros, millisecond } from '../../kernel/time.ts';
import type { Clock } from './clock.ts';
import { begin, type Commit, crash, finish, type Group, type Member, type Read } from './group.ts';
import type { Journal } from './journal.ts';
import { leaderOf, type Partition, readableEnd } from './partition.ts';

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
  /** The member that crashes in the middle of the first batch of two or more after a moment, and what follows. */
  readonly crash:
    | { readonly victim: Member; readonly from: Micros; readonly afterwards: (at: Read | undefined) => void }
    | undefined;
}

/** Has a member poll, work and commit, over and over, until it crashes or the run ends. */
export function consume(member: Member, setup: Setup): void {
  const { clock, group, journal, commit, isFree } = setup;
  if (!member.isUp || clock.now() >= setup.end) return;
  const reads = group.isRebalancing ? [] : readable(member, setup);
  if (reads.length === 0) {
    clock.after(pollPause, () => consume(member, setup));
    return;
  }
  begin(group, member, reads, commit);
  tell('taken', member, reads, journal);
  if (setup.crash?.victim === member && clock.now() >= setup.crash.from && reads.length > 1) {
    const worked = Math.floor(reads.length / 2);
    const { afterwards } = setup.crash;
    clock.after(worked * workTime, () => {
      crash(group, member, worked, commit);
      afterwards(reads.find(({ partition }) => partition === 0));
    });
    return;
  }
  clock.after(reads.length * workTime, () => {
    finish(group, member, commit);
    tell('finished', member, reads, journal);
    isFree();
    consume(member, setup);
  });
}

function tell(kind: 'taken' | 'finished', { number: who }: Member, reads: readonly Read[], journal: Journal): void {
  const own = reads.filter(({ partition }) => partition === 0);
  const from = own[0]?.offset ?? 0;
  if (own.length > 0) journal.step('reader', { kind, partition: 0, who, from, to: from + own.length });
}

/** A batch from the partitions of a member, from each its fair share, from the committed offset on. */
function readable({ number }: Member, { group, partitions }: Setup): readonly Read[] {
  const own = group.assignment.get(number) ?? [];
  const share = Math.ceil(batchSize / Math.max(1, own.length));
  return own.flatMap((index) => {
    const partition = partitions[index];
    const from = group.committed[index] ?? 0;
    const to = partition && readableEnd(partition);
    if (!partition || to === undefined) return [];
    const entries = leaderOf(partition)?.log.slice(from, Math.min(to, from + share)) ?? [];
    return entries.map(({ id }, i) => ({ partition: index, offset: from + i, id }));
  });
}
