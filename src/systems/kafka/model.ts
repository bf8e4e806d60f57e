import { type Random, streams } from '../../kernel/random.ts';
import { exponential, zipf } from '../../kernel/samplers.ts';
import { type Micros, millisecond, second } from '../../kernel/time.ts';
import { type Assignment, range, sticky } from './assign.ts';
import { type Clock, createClock } from './clock.ts';
import { consume, type Setup } from './consumer.ts';
import { type Commit, type Group, type Member, rebalance } from './group.ts';
import { createPartition, elect, fence, fetch, type Partition, readableEnd } from './partition.ts';
import { partitionOf } from './partitioner.ts';
import { type Acks, createProducer, type Produced, type Producer } from './producer.ts';

/** What a run is made of. */
export interface Options {
  readonly partitions: number;
  readonly consumers: number;
  readonly acks: Acks;
  /** With `acks=all`, how many replicas have to be in sync for a write (`min.insync.replicas`). */
  readonly minInsync: number;
  readonly commit: Commit;
  readonly assignor: keyof typeof assignors;
  /** Whether a broker crashes, whether the active controller was on it, and whether a consumer crashes. */
  readonly brokerCrash: boolean;
  readonly controllerCrash: boolean;
  readonly consumerCrash: boolean;
  /** Mean time between two records; 1 ms if absent. */
  readonly sendGap?: Micros;
}

/** What changed in the cluster or the group. */
export type Change =
  | {
      readonly kind: 'broker crashed' | 'broker restarted' | 'consumer crashed' | 'consumer joined';
      readonly time: Micros;
      readonly number: number;
    }
  | {
      readonly kind: 'leader elected';
      readonly time: Micros;
      readonly partition: number;
      readonly leader: number;
      readonly inSync: number;
    }
  | { readonly kind: 'rebalanced'; readonly time: Micros; readonly moved: number; readonly assignment: Assignment };

/** How much there is to read at a moment, and how much of it is committed, by partition. */
export interface Sample {
  readonly time: Micros;
  /** Nothing where a partition cannot be read. */
  readonly ends: readonly (number | undefined)[];
  readonly committed: readonly number[];
}

/** A whole run. */
export interface History {
  readonly produced: readonly Produced[];
  readonly changes: readonly Change[];
  readonly samples: readonly Sample[];
  readonly partitions: readonly Partition[];
  readonly group: Group;
}

const assignors = { range, sticky } as const;

const brokerCount = 3;
const keyCount = 100;
const keys = zipf(keyCount, 0.6);
/** Producers send until here; consumers go on until the end. */
const lastSend: Micros = 4 * second;
const end: Micros = 6 * second;
const brokerCrashFrom: Micros = 1_500 * millisecond;
const consumerCrashFrom: Micros = 2_500 * millisecond;
const backAt: Micros = 3_500 * millisecond;
/** How long a broker or a consumer may be silent before it is thought dead (both session timeouts, shortened). */
const sessionTimeout: Micros = 300 * millisecond;
/** What the election of a new controller (KRaft) adds where the old one has gone too. */
const controllerElection: Micros = 400 * millisecond;
/** A follower fetches again after 10 to 30 ms. */
const fetchPause: Micros = 10 * millisecond;
const samplePause: Micros = 15 * millisecond;

/** A topic on three brokers, its producers, and one group of consumers, through the crashes that are asked for. */
export function simulate(options: Options, seed: number): History {
  const [arrivals, pauses] = streams(seed, 2);
  if (!arrivals || !pauses) throw new Error('Expected two streams.');
  const clock = createClock();
  const produced: Produced[] = [];
  const changes: Change[] = [];
  const partitions = Array.from({ length: options.partitions }, (_, p) =>
    createPartition(Array.from({ length: brokerCount }, (_, i) => (p + i) % brokerCount)),
  );
  const conclude = (record: Produced): unknown => produced.push(record);
  const producers = partitions.map((partition) => createProducer(partition, options, { clock, conclude }));
  const cluster = { clock, partitions, producers, changes };
  produce(options, cluster, arrivals);
  for (let broker = 0; broker < brokerCount; broker++) follow(broker, cluster, pauses);
  if (options.brokerCrash) crashBroker(options, cluster);
  const group = read(options, cluster, pauses);
  const samples: Sample[] = [];
  const sample = (): void => {
    samples.push({ time: clock.now(), ends: partitions.map(readableEnd), committed: [...group.committed] });
    if (clock.now() + samplePause <= end) clock.after(samplePause, sample);
  };
  sample();
  clock.run();
  return { produced, changes, samples, partitions, group };
}

/** What the parts of a run share. */
interface Cluster {
  readonly clock: Clock;
  readonly partitions: readonly Partition[];
  readonly producers: readonly Producer[];
  readonly changes: Change[];
}

/** Records arrive as a Poisson process; a few keys are frequent. */
function produce({ partitions, sendGap = millisecond }: Options, { clock, producers }: Cluster, random: Random): void {
  const partitionByKey = Array.from({ length: keyCount }, (_, key) => partitionOf(`key-${key}`, partitions));
  const next = (id: number): void => {
    const gap = exponential(random, sendGap);
    if (clock.now() + gap >= lastSend) return;
    clock.after(gap, () => {
      const key = keys(random);
      const partition = partitionByKey[key] ?? 0;
      producers[partition]?.send({ id, key, partition, created: clock.now() });
      next(id + 1);
    });
  };
  next(0);
}

/** A broker fetches for all partitions that it follows, again and again. */
function follow(broker: number, { clock, partitions, producers }: Cluster, random: Random): void {
  const again = (): void => {
    for (const [index, partition] of partitions.entries()) {
      fetch(partition, broker);
      producers[index]?.settle();
    }
    if (clock.now() < end) clock.after(fetchPause + random.below(2 * fetchPause), again);
  };
  clock.after(random.below(fetchPause), again);
}

/**
 * Broker 0 crashes as soon as it has a record that no other broker has: a crash right after a fetch would show nothing.
 * When its session ends the controller elects; later it is back, with its log.
 */
function crashBroker({ controllerCrash }: Options, { clock, partitions, producers, changes }: Cluster): void {
  const forEach = (act: (partition: Partition) => void): void => {
    for (const [index, partition] of partitions.entries()) {
      const { epoch } = partition;
      act(partition);
      const { leader, isr } = partition;
      if (leader !== undefined && partition.epoch !== epoch) {
        changes.push({ kind: 'leader elected', time: clock.now(), partition: index, leader, inSync: isr.size });
      }
      producers[index]?.settle();
    }
  };
  const turn = (isUp: boolean) => (partition: Partition) => {
    const replica = partition.replicas[0];
    if (replica) replica.isUp = isUp;
    if (isUp && partition.leader === undefined) elect(partition);
  };
  const crash = (): void => {
    if (clock.now() < consumerCrashFrom && !partitions.some(isAhead)) {
      clock.after(millisecond, crash);
      return;
    }
    changes.push({ kind: 'broker crashed', time: clock.now(), number: 0 });
    forEach(turn(false));
    clock.after(sessionTimeout + (controllerCrash ? controllerElection : 0), () =>
      forEach((partition) => fence(partition, 0)),
    );
  };
  clock.after(brokerCrashFrom, crash);
  clock.after(backAt, () => {
    changes.push({ kind: 'broker restarted', time: clock.now(), number: 0 });
    forEach(turn(true));
  });
}

/** Whether broker 0 has more of a partition than any other: it then leads it. */
const isAhead = ({ replicas: [first, ...others] }: Partition): boolean =>
  others.every(({ log }) => log.length < (first?.log.length ?? 0));

/** A group reads the topic; its first member may crash in the middle of its work, and join again later. */
function read(options: Options, { clock, partitions, changes }: Cluster, random: Random): Group {
  const join = (number: number): Member => ({ number, isUp: true, work: undefined });
  const group: Group = {
    members: Array.from({ length: options.consumers }, (_, number) => join(number)),
    assignment: new Map(),
    isRebalancing: true,
    committed: partitions.map(() => 0),
    effects: new Map(),
  };
  const assign = (): void => {
    const moved = rebalance(group, partitions.length, assignors[options.assignor]);
    if (moved === undefined) return;
    changes.push({ kind: 'rebalanced', time: clock.now(), moved, assignment: group.assignment });
  };
  const change = (kind: 'consumer crashed' | 'consumer joined', { number }: Member): unknown =>
    changes.push({ kind, time: clock.now(), number });
  const lose = (victim: Member): void => {
    change('consumer crashed', victim);
    clock.after(sessionTimeout, () => {
      group.members.splice(group.members.indexOf(victim), 1);
      group.isRebalancing = true;
      assign();
    });
    clock.after(backAt - consumerCrashFrom, () => {
      const member = join(victim.number);
      group.members.push(member);
      group.isRebalancing = true;
      change('consumer joined', member);
      assign();
      consume(member, setup);
    });
  };
  const [victim] = group.members;
  const setup: Setup = {
    clock,
    group,
    partitions,
    commit: options.commit,
    end,
    isFree: assign,
    crash:
      options.consumerCrash && victim ? { victim, from: consumerCrashFrom, afterwards: () => lose(victim) } : undefined,
  };
  assign();
  for (const member of group.members) clock.after(random.below(samplePause), () => consume(member, setup));
  return group;
}
