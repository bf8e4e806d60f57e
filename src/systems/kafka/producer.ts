import type { Clock } from '../../kernel/clock.ts';
import { type Micros, millisecond, second } from '../../kernel/time.ts';
import type { Journal } from './journal.ts';
import { append, hasEnough, leaderOf, type Partition } from './partition.ts';

/** What a producer waits for: nothing, the leader, or all replicas in sync. */
export type Acks = '0' | '1' | 'all';

/** A record on its way. */
interface Sent {
  readonly id: number;
  readonly key: number;
  readonly partition: number;
  readonly created: Micros;
}

/** A record from its producer to the answer. */
export interface Produced extends Sent {
  /** When it was acknowledged, or given up. */
  readonly ended: Micros;
  readonly isAcknowledged: boolean;
}

/** The producer of one partition: one batch under way at a time, so that a retry keeps the order. */
export interface Producer {
  send(record: Sent): void;
  /**
   * Looks, with `acks=all`, whether what was appended is committed by now, or no longer will be under its leader; to be
   * called at the crash of a leader, before another is elected.
   */
  settle(): void;
}

const networkDelay: Micros = 2 * millisecond;
/** `retry.backoff.ms` */
const retryPause: Micros = 50 * millisecond;
/** A producer gives a record up after this (`delivery.timeout.ms`, shortened). */
const deliveryTimeout: Micros = second;

/** Takes down that records were acknowledged, or given up. */
export type Conclude = (records: readonly Sent[], isAcknowledged: boolean) => void;

interface Surroundings {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly conclude: Conclude;
}

/** A producer that tells what became of each record; with `acks=all` it is idempotent, as by default. */
export function createProducer(
  { index, partition }: { readonly index: number; readonly partition: Partition },
  acks: Acks,
  { clock, journal, conclude }: Surroundings,
): Producer {
  let buffer: Sent[] = [];
  let flight: readonly Sent[] = [];
  // Where the high watermark has to come under this leader for the flight to be acknowledged.
  let awaited: number | undefined;

  const write = (ids: readonly number[]): number | undefined =>
    journal.during(index, () => append(partition, ids, acks === 'all'));
  const start = (): void => {
    if (flight.length > 0 || buffer.length === 0) return;
    flight = buffer;
    buffer = [];
    clock.after(networkDelay, arrive);
  };
  const arrive = (): void => {
    const isRefused = acks === 'all' && !hasEnough(partition);
    const logEnd = isRefused ? undefined : write(flight.map(({ id }) => id));
    if (logEnd === undefined) refuse();
    else if (acks === 'all') {
      awaited = logEnd;
      settle();
    } else acknowledge(logEnd);
  };
  const settle = (): void => {
    if (awaited === undefined) return;
    const leader = leaderOf(partition);
    if (!leader || !hasEnough(partition)) refuse();
    else if (leader.highWatermark < awaited) return;
    else acknowledge(awaited);
    awaited = undefined;
  };
  const acknowledge = (to: number): void => {
    const who = `Broker ${partition.leader ?? 0}` as const;
    clock.after(networkDelay, () => {
      conclude(flight, true);
      journal.step('log', { kind: 'acknowledges', who, partition: index, from: to - flight.length, to });
      flight = [];
      start();
    });
  };
  const refuse = (): void => {
    clock.after(retryPause, () => {
      const isLate = ({ created }: Sent): boolean => clock.now() - created >= deliveryTimeout;
      conclude(flight.filter(isLate), false);
      flight = flight.filter((record) => !isLate(record));
      if (flight.length > 0) arrive();
      else start();
    });
  };
  return {
    settle,
    send(record) {
      if (acks === '0') {
        conclude([record], true);
        clock.after(networkDelay, () => write([record.id]));
        return;
      }
      buffer.push(record);
      start();
    },
  };
}
