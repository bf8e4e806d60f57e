import type { Random } from '../../kernel/random.ts';
import { type Micros, millisecond } from '../../kernel/time.ts';
import type { Clock } from './clock.ts';
import type { Journal } from './journal.ts';
import { fence, fetch, type Partition } from './partition.ts';
import type { Producer } from './producer.ts';
import { endangered } from './risk.ts';

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
/** What is followed closely around a crash, an election and a restart. */
const closely: Micros = 80 * millisecond;

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
  const led = [...partitions.keys()].filter((index) => partitions[index]?.leader === crashing);
  let worst = 0;
  const turn = (isUp: boolean): void => {
    for (const { replicas } of partitions) {
      const replica = replicas[crashing];
      if (replica) replica.isUp = isUp;
    }
    journal.tell({ kind: isUp ? 'broker restarted' : 'broker crashed', number: crashing });
  };
  const failOver = (): void => {
    for (const partition of partitions) fence(partition, crashing);
    for (const index of led) {
      const { leader, isr } = partitions[index] ?? {};
      if (leader === undefined || !isr) continue;
      journal.tell({ kind: 'leader elected', partition: index, leader, inSync: isr.size });
      tellLosses(index, cluster);
    }
    for (const producer of producers) producer.settle();
    journal.follow([worst], closely, 'all');
  };
  clock.after(at - closely / 2, () => journal.follow(led, closely, 'all'));
  clock.after(at, () => {
    // What is being acknowledged counts too: the story is told where most is lost.
    const any = { has: () => true };
    const risk = led.map((index) => partitions[index]).map((partition) => (partition ? endangered(partition, any) : 0));
    worst = led[risk.indexOf(Math.max(...risk))] ?? 0;
    journal.keep(worst);
    turn(false);
    for (const producer of producers) producer.settle();
    clock.after(failover, failOver);
  });
  clock.after(backAt, () => {
    journal.lookAt(worst);
    turn(true);
    journal.follow([worst], closely, 'all');
  });
}

/** What the broker that crashed had acknowledged and the new leader does not have. */
function tellLosses(index: number, { partitions, journal, acknowledged }: Cluster): void {
  const partition = partitions[index];
  const log = partition?.replicas[crashing]?.log ?? [];
  const kept = partition?.replicas[partition.leader ?? -1]?.log ?? [];
  const lost = [...log.keys()].filter((i) => acknowledged.has(log[i]?.id ?? -1) && kept[i] !== log[i]);
  const [from] = lost;
  if (from !== undefined) journal.tell({ kind: 'lost', partition: index, from, to: (lost.at(-1) ?? from) + 1 });
}
