import type { Micros } from '../../kernel/time.ts';
import type { Assignment } from './assign.ts';
import type { Clock } from './clock.ts';
import type { Group, Member, Read } from './group.ts';
import type { Partition } from './partition.ts';
import { type State, stateOf } from './state.ts';

/** What changed in the cluster or the group. */
type Change =
  | {
      readonly kind: 'broker crashed' | 'broker restarted' | 'consumer joined';
      readonly number: number;
    }
  /** In the middle of its work, at an offset of the partition that is looked at. */
  | { readonly kind: 'consumer crashed'; readonly number: number; readonly from: number }
  | {
      readonly kind: 'leader elected';
      readonly partition: number;
      readonly leader: number;
      readonly inSync: number;
    }
  | { readonly kind: 'rebalanced'; readonly moved: number; readonly assignment: Assignment };

/** What became of records of one partition: those of the offsets from the first up to, without, the second. */
type Step =
  | {
      readonly kind: 'appended' | 'acknowledged' | 'lost' | 'committed';
      readonly partition: number;
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly kind: 'copied' | 'dropped';
      readonly partition: number;
      readonly broker: number;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'turned away'; readonly partition: number; readonly count: number }
  | { readonly kind: 'in sync again'; readonly partition: number; readonly broker: number }
  | {
      readonly kind: 'taken' | 'finished';
      readonly partition: number;
      readonly member: number;
      readonly from: number;
      readonly to: number;
      /** How many of them had been worked at before. */
      readonly again: number;
    };

/** What happened, when, and the system after it. */
export type Happening = (Change | Step) & { readonly time: Micros; readonly state: State };

/** A record of all changes, and of the steps of those partitions that are followed at the time. */
export interface Journal {
  readonly happenings: readonly Happening[];
  /** Follows partitions for a span: all that happens to them, or only what their readers do. */
  follow(partitions: readonly number[], span: Micros, what: 'all' | 'readers'): void;
  /** Keeps, of what was followed last, one partition, and looks at it closely from here on. */
  keep(partition: number): void;
  /** Looks closely at a partition from here on. */
  lookAt(partition: number): void;
  /** Writes down a change, or a step that is told wherever it happens. */
  tell(what: Change | Step): void;
  /** Writes down what an action does to the logs of a partition, if it is followed. */
  during<Result>(partition: number, act: () => Result): Result;
  /** Writes down that records with these ids were acknowledged, or, as a count, that some were turned away. */
  answer(partition: number, ids: readonly number[] | number): void;
  /** Writes down that a member takes a batch or has finished it. */
  read(kind: 'taken' | 'finished', member: Member, reads: readonly Read[]): void;
}

interface Subject {
  readonly clock: Clock;
  readonly partitions: readonly Partition[];
  readonly group: Group;
  readonly acknowledged: ReadonlySet<number>;
}

/** An empty journal, which looks closely at partition 0. */
export function createJournal(subject: Subject): Journal {
  const { clock, partitions, group } = subject;
  let happenings: Happening[] = [];
  let followed = { partitions: new Set<number>(), until: 0, since: 0, what: 'all' };
  let focus = 0;

  const tell = (what: Change | Step): void => {
    const partition = 'partition' in what ? what.partition : focus;
    const state = stateOf(subject, { partition, around: 'from' in what ? what.from : undefined });
    happenings.push({ ...what, time: clock.now(), state });
  };
  const isFollowed = (partition: number): boolean =>
    clock.now() <= followed.until && followed.partitions.has(partition);
  const isLogFollowed = (partition: number): boolean => followed.what === 'all' && isFollowed(partition);

  return {
    get happenings() {
      return happenings;
    },
    tell,
    follow(chosen, span, what) {
      followed = { partitions: new Set(chosen), until: clock.now() + span, since: happenings.length, what };
    },
    keep(partition) {
      focus = partition;
      const isKept = (one: Happening, i: number): boolean =>
        i < followed.since || !('partition' in one) || one.partition === partition;
      happenings = happenings.filter(isKept);
      followed = { ...followed, partitions: new Set([partition]) };
    },
    lookAt(partition) {
      focus = partition;
    },
    during(index, act) {
      const partition = partitions[index];
      if (!partition || !isLogFollowed(index)) return act();
      const before = sketch(partition);
      const result = act();
      for (const step of differences(index, before, sketch(partition))) tell(step);
      return result;
    },
    answer(partition, ids) {
      if (!isLogFollowed(partition)) return;
      if (typeof ids === 'number') {
        tell({ kind: 'turned away', partition, count: ids });
        return;
      }
      for (const { log } of partitions[partition]?.replicas ?? []) {
        const from = log.findLastIndex(({ id }) => id === ids[0]);
        if (from < 0) continue;
        tell({ kind: 'acknowledged', partition, from, to: from + ids.length });
        return;
      }
    },
    read(kind, { number }, reads) {
      for (const partition of new Set(reads.map((one) => one.partition))) {
        if (!isFollowed(partition)) continue;
        const own = reads.filter((one) => one.partition === partition);
        const before = kind === 'taken' ? 0 : 1;
        const again = own.filter(({ id }) => (group.effects.get(id) ?? 0) > before).length;
        const from = own[0]?.offset ?? 0;
        tell({ kind, partition, member: number, from, to: from + own.length, again });
      }
    },
  };
}

/** As much of a partition as tells what happened to its logs. */
const sketch = ({ leader, replicas, isr }: Partition) => ({
  leader,
  ends: replicas.map(({ log }) => log.length),
  fetchedTo: replicas.map((replica) => replica.fetchedTo),
  highWatermark: replicas[leader ?? -1]?.highWatermark ?? 0,
  isr: [...isr],
});

type Sketch = ReturnType<typeof sketch>;

/** What an append or a fetch did. */
function differences(partition: number, before: Sketch, after: Sketch): readonly Step[] {
  const logs = after.ends.flatMap((to, broker): readonly Step[] => {
    const from = before.ends[broker] ?? 0;
    const kept = after.fetchedTo[broker] ?? 0;
    if (broker === after.leader) return to > from ? [{ kind: 'appended', partition, from, to }] : [];
    if (to === from && kept === before.fetchedTo[broker]) return [];
    return [
      ...(kept < from ? [{ kind: 'dropped', partition, broker, from: kept, to: from } as const] : []),
      ...(to > kept ? [{ kind: 'copied', partition, broker, from: kept, to } as const] : []),
    ];
  });
  const back = after.isr
    .filter((broker) => !before.isr.includes(broker))
    .map((broker): Step => ({ kind: 'in sync again', partition, broker }));
  const { highWatermark: from } = before;
  const to = after.highWatermark;
  return [...logs, ...back, ...(to > from ? [{ kind: 'committed', partition, from, to } as const] : [])];
}
