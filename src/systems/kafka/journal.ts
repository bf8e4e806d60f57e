import type { Micros } from '../../kernel/time.ts';
import type { Assignment } from './assign.ts';
import type { Clock } from './clock.ts';
import type { Partition } from './partition.ts';
import { type State, type Subject, stateOf } from './state.ts';

/** What changed, or what became of records: those of the offsets from the first up to, without, the second. */
type Deed =
  | { readonly kind: 'broker crashed' | 'broker restarted' | 'consumer joined'; readonly who: number }
  | { readonly kind: 'consumer crashed'; readonly who: number; readonly from: number }
  | { readonly kind: 'rebalanced'; readonly moved: number; readonly assignment: Assignment }
  | { readonly kind: 'leader elected'; readonly partition: number; readonly who: number; readonly inSync: number }
  | { readonly kind: 'turned away'; readonly partition: number; readonly count: number }
  | {
      readonly kind: 'acknowledged' | 'appended' | 'committed' | 'copied' | 'dropped' | 'finished' | 'lost' | 'taken';
      readonly partition: number;
      /** The broker whose log it is, or the consumer. */
      readonly who: number;
      readonly from: number;
      readonly to: number;
    };

/** What happened, when, and the system after it. */
export type Happening = Deed & { readonly time: Micros; readonly state: State };

/** A record of all changes and, where it is followed, of each step of one partition. */
export interface Journal {
  readonly happenings: readonly Happening[];
  /** Follows the logs or the reader of partition 0 for a span. */
  follow(what: 'log' | 'reader', span: Micros): void;
  /** Writes down what happened. */
  tell(deed: Deed): void;
  /** Writes down what happened to a partition, if that is followed now. */
  step(what: 'log' | 'reader', deed: Deed & { readonly partition: number }): void;
  /** Writes down what an action does to the logs of a partition, if they are followed. */
  during<Result>(partition: number, act: () => Result): Result;
}

/** An empty journal; partition 0 is the one that broker 0 leads at first and the first consumer reads. */
export function createJournal(clock: Clock, subject: Subject): Journal {
  const happenings: Happening[] = [];
  const until = { log: -1, reader: -1 };
  const isFollowed = (what: 'log' | 'reader', partition: number): boolean =>
    partition === 0 && clock.now() <= until[what];
  const tell = (deed: Deed): void => {
    happenings.push({ ...deed, time: clock.now(), state: stateOf(subject, deed) });
  };
  return {
    happenings,
    tell,
    follow(what, span) {
      until[what] = clock.now() + span;
    },
    step(what, deed) {
      if (isFollowed(what, deed.partition)) tell(deed);
    },
    during(index, act) {
      const partition = subject.partitions[index];
      if (!partition || !isFollowed('log', index)) return act();
      const before = sketch(partition);
      const result = act();
      const after = sketch(partition);
      for (const [who, [to, fetchedTo]] of after.logs.entries()) {
        const [end = 0, fetchedBefore] = before.logs[who] ?? [];
        const isLeader = who === partition.leader;
        if (to === end && (isLeader || fetchedTo === fetchedBefore)) continue;
        const from = isLeader ? end : fetchedTo;
        if (from < end) tell({ kind: 'dropped', partition: index, who, from, to: end });
        if (from < to) tell({ kind: isLeader ? 'appended' : 'copied', partition: index, who, from, to });
      }
      const [from, to] = [before.highWatermark, after.highWatermark];
      if (from < to) tell({ kind: 'committed', partition: index, who: partition.leader ?? 0, from, to });
      return result;
    },
  };
}

/** As much of a partition as tells what happened to its logs: where each ends and was last fetched from. */
const sketch = ({ leader, replicas }: Partition) => ({
  logs: replicas.map(({ log, fetchedTo }) => [log.length, fetchedTo] as const),
  highWatermark: replicas[leader ?? 0]?.highWatermark ?? 0,
});
