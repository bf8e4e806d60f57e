import type { Clock } from '../../kernel/clock.ts';
import type { Micros } from '../../kernel/time.ts';
import type { Assignment } from './assign.ts';
import { type State, type Subject, stateOf } from './state.ts';

type Broker = `Broker ${number}`;
type Consumer = `Consumer ${number}`;

/** What changed, or what became of records: those of the offsets from the first up to, without, the second. */
type Deed =
  | { readonly kind: 'crashes' | 'is back'; readonly who: Broker }
  | { readonly kind: 'crashes'; readonly who: Consumer; readonly from: number }
  | { readonly kind: 'joins'; readonly who: Consumer }
  | { readonly kind: 'rebalanced'; readonly moved: number; readonly assignment: Assignment }
  | { readonly kind: 'leads'; readonly who: Broker; readonly partition: number }
  | {
      readonly kind: 'acknowledges' | 'appends' | 'commits' | 'copies' | 'drops' | 'finishes' | 'loses' | 'takes';
      readonly who: Broker | Consumer;
      readonly partition: number;
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
      const tellOf = (
        kind: 'appends' | 'commits' | 'copies' | 'drops',
        broker: number,
        from: number,
        to: number,
      ): void => {
        if (from < to) tell({ kind, who: `Broker ${broker}`, partition: index, from, to });
      };
      const { replicas, leader = 0 } = partition;
      const committed = replicas[leader]?.highWatermark ?? 0;
      // What a replica knows to be committed stays as it is.
      const tails = replicas.map(({ log, highWatermark }) => log.slice(highWatermark));
      const starts = replicas.map(({ highWatermark }) => highWatermark);
      const result = act();
      for (const [broker, { log }] of replicas.entries()) {
        const tail = tails[broker] ?? [];
        const start = starts[broker] ?? 0;
        const end = start + tail.length;
        let from = start;
        while (from < end && log[from] === tail[from - start]) from += 1;
        tellOf('drops', broker, from, end);
        tellOf(broker === leader ? 'appends' : 'copies', broker, from, log.length);
      }
      tellOf('commits', leader, committed, replicas[leader]?.highWatermark ?? 0);
      return result;
    },
  };
}
