import { eventQueue } from '../../kernel/event-queue.ts';
import type { Random } from '../../kernel/random.ts';
import { exponential } from '../../kernel/samplers.ts';
import type { Micros } from '../../kernel/time.ts';

/** One replica that no message reaches or leaves from a moment up to, but not at, another; none where `to` ≤ `from`. */
export interface Partition {
  readonly isolated: number;
  readonly from: Micros;
  readonly to: Micros;
}

/** Replicas that send each other messages in virtual time. */
export interface Network {
  now(): Micros;
  /** Has something happen at a moment. */
  at(time: Micros, action: () => void): void;
  /** Has something happen at another replica when a message arrives there; never where the partition swallows it. */
  send(from: number, to: number, action: () => void): void;
  /** Lets all happen, in the order of time. */
  run(): void;
}

/** What a replica needs for a message of its own clients: no network in between. */
const withinReplica: Micros = 200;

/** A network in which a message takes `delay` on average, half of it fixed, and is lost if it meets the partition. */
export function network(delay: Micros, partition: Partition, random: Random): Network {
  const queue = eventQueue<() => void>();
  let now: Micros = 0;
  const isCut = (a: number, b: number, time: Micros): boolean =>
    (a === partition.isolated) !== (b === partition.isolated) && time >= partition.from && time < partition.to;
  return {
    now: () => now,
    at: (time, action) => queue.schedule(time, action),
    send(from, to, action) {
      const mean = from === to ? withinReplica : delay;
      const fixed = Math.floor(mean / 2);
      const arrival = now + fixed + exponential(random, mean - fixed);
      if (!isCut(from, to, now) && !isCut(from, to, arrival)) queue.schedule(arrival, action);
    },
    run() {
      for (let next = queue.next(); next; next = queue.next()) {
        now = next.time;
        next.event();
      }
    },
  };
}
