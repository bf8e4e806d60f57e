import type { Clock } from '../../kernel/clock.ts';
import type { Random } from '../../kernel/random.ts';
import { type Micros, millisecond } from '../../kernel/time.ts';
import type { Journal } from './journal.ts';
import { fence, fetch, leaderOf, type Partition } from './partition.ts';
import type { Producer } from './producer.ts';
import { missing } from './risk.ts';

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
export const closely: Micros = 60 * millisecond;

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

/** Broker 0 crashes; when its session ends the controller elects leaders; later it is back, with its log. */
export function crashBroker([at, noticedAt, backAt]: readonly [Micros, Micros, Micros], cluster: Cluster): void {
  const { clock, partitions, producers, journal } = cluster;
  const plan = (time: Micros, act: () => void): void =>
    clock.at(time, () => {
      act();
      journal.follow('log', closely);
      for (const producer of producers) producer.settle();
    });
  const turn = (isUp: boolean): void => {
    for (const { replicas } of partitions) {
      const replica = replicas[crashing];
      if (replica) replica.isUp = isUp;
    }
    journal.tell({ kind: isUp ? 'is back' : 'crashes', who: `Broker ${crashing}` });
  };
  plan(at, () => turn(false));
  plan(noticedAt, () => {
    for (const [index, partition] of partitions.entries()) {
      const hasLed = partition.leader === crashing;
      fence(partition, crashing);
      if (hasLed) tellElection(index, partition, cluster);
    }
  });
  plan(backAt, () => turn(true));
}

/** Who leads, and what the broker that crashed had acknowledged and the new leader does not have. */
function tellElection(index: number, partition: Partition, { journal, acknowledged }: Cluster): void {
  const leader = leaderOf(partition);
  const before = partition.replicas[crashing];
  if (!leader || !before) return;
  journal.tell({ kind: 'leads', who: `Broker ${partition.leader ?? 0}`, partition: index });
  const lost = missing(before, leader, acknowledged);
  const [from] = lost;
  if (from === undefined) return;
  journal.tell({ kind: 'loses', who: `Broker ${crashing}`, partition: index, from, to: from + lost.length });
}
