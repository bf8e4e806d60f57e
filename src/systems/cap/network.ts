import { type Clock, createClock } from '../../kernel/clock.ts';
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
export interface Network extends Clock {
  /** Has something happen at another replica when a message arrives there; never where the partition swallows it. */
  send(from: number, to: number, action: () => void): void;
}

/** What a replica needs for a message of its own clients: no network in between. */
const withinReplica: Micros = 200;

/** A network in which a message takes `delay` on average, half of it fixed, and is lost if it meets the partition. */
export function network(delay: Micros, partition: Partition, random: Random): Network {
  const clock = createClock();
  const isCut = (a: number, b: number, time: Micros): boolean =>
    (a === partition.isolated) !== (b === partition.isolated) && time >= partition.from && time < partition.to;
  return {
    ...clock,
    send(from, to, action) {
      const mean = from === to ? withinReplica : delay;
      const fixed = Math.floor(mean / 2);
      const now = clock.now();
      const arrival = now + fixed + exponential(random, mean - fixed);
      if (!isCut(from, to, now) && !isCut(from, to, arrival)) clock.at(arrival, action);
    },
  };
}
