import type { Random } from '../../kernel/random.ts';
import { type Micros, millisecond } from '../../kernel/time.ts';
import type { Clock } from './clock.ts';
import type { Journal } from './journal.ts';
import { fence, fetch, type Partition } from './partition.ts';
import type { Producer } from './producer.ts';

/** What the brokers of a run share with the rest of it. */
export interface Cluster {
  readonly clock: Clock;
  readonly partitions: readonly Partition[];
  readonly producers: readonly Producer[];
  readonly journal: Journal;
  readonly acknowledged: ReadonlySet<number>;
}

const crashing = 0;
/** A follower fetches again after 10 to 30 ms. */
const fetchPause: Micros = 10 * millisecond;
/** How long the log is followed before and after a crash, an election and a restart. */
const closely: Micros = 60 * millisecond;

/** A broker fetches for all partitions that it follows, again and again, until a moment. */
export function replicate(
  broker: number,
  end: Micros,
  { clock, partitions, producers, journal }: Cluster,
  random: Random,
): void {
  const again = (): void => {
    for (const [index, partition] of partitions.entries()) {
      journal.during(index, () => fetch(partition, broker));
      producers[index]?.settle();
    }
    if (clock.now() < end) clock.after(fetchPause + random.below(2 * fetchPause), again);
  };
  clock.after(random.below(fetchPause), again);
}

/** When broker 0 crashes, how long nobody does anything about it, and when it is back. */
interface Crash {
  readonly at: Micros;
  readonly failover: Micros;
  readonly backAt: Micros;
}

/** Broker 0 crashes; when its session ends the controller elects leaders; later it is back, with its log. */
export function crashBroker({ at, failover, backAt }: Crash, cluster: Cluster): void {
  const { clock, partitions, producers, journal } = cluster;
  const turn = (isUp: boolean): void => {
    for (const { replicas } of partitions) {
      const replica = replicas[crashing];
      if (replica) replica.isUp = isUp;
    }
    journal.tell({ kind: isUp ? 'broker restarted' : 'broker crashed', who: crashing });
    journal.follow('log', closely);
    for (const producer of producers) producer.settle();
  };
  clock.after(at - closely, () => journal.follow('log', closely));
  clock.after(at, () => turn(false));
  clock.after(at + failover, () => {
    const led = [...partitions.keys()].filter((index) => partitions[index]?.leader === crashing);
    for (const partition of partitions) fence(partition, crashing);
    for (const index of led) tellElection(index, cluster);
    journal.follow('log', closely);
    for (const producer of producers) producer.settle();
  });
  clock.after(backAt, () => turn(true));
}

/** Who leads, and what the broker that crashed had acknowledged and the new leader does not have. */
function tellElection(index: number, { partitions, journal, acknowledged }: Cluster): void {
  const { replicas, leader, isr } = partitions[index] ?? {};
  if (!replicas || !isr || leader === undefined) return;
  journal.tell({ kind: 'leader elected', partition: index, who: leader, inSync: isr.size });
  const log = replicas[crashing]?.log ?? [];
  const kept = replicas[leader]?.log ?? [];
  const lost = [...log.keys()].filter((i) => acknowledged.has(log[i]?.id ?? -1) && kept[i] !== log[i]);
  const [from] = lost;
  if (from === undefined) return;
  journal.tell({ kind: 'lost', partition: index, who: crashing, from, to: from + lost.length });
}
