import { createClock } from '../../kernel/clock.ts';
import { type Random, streams } from '../../kernel/random.ts';
import { exponential, zipf } from '../../kernel/samplers.ts';
import { type Micros, millisecond, second } from '../../kernel/time.ts';
import { range, sticky } from './assign.ts';
import { type Cluster, closely, crashBroker, replicate } from './brokers.ts';
import { consume, type Setup } from './consumer.ts';
import { type Commit, createGroup, type Group, type Member, rebalance } from './group.ts';
import { createJournal, type Happening } from './journal.ts';
import { createPartition, type Partition, readableEnd } from './partition.ts';
import { partitionOf } from './partitioner.ts';
import { type Acks, type Conclude, createProducer, type Produced } from './producer.ts';
import { worstCrash } from './risk.ts';

/** What a run is made of. */
export interface Options {
  readonly partitions: number;
  readonly consumers: number;
  readonly acks: Acks;
  /** How many replicas have to be in sync for a commit, and with `acks=all` for a write (`min.insync.replicas`). */
  readonly minInsync: number;
  readonly commit: Commit;
  readonly assignor: keyof typeof assignors;
  /** What crashes: a broker, alone or with the active controller on it or before a consumer, or only a consumer. */
  readonly fault: 'none' | 'broker' | 'controller' | 'consumer' | 'both';
  /** When the broker crashes, in ms. */
  readonly crashAt: number;
  /** Mean time between two records; 1 ms if absent. */
  readonly sendGap?: Micros;
}

/** How much there is to read at a moment, and how much of it is committed, by partition. */
export interface Sample {
  readonly time: Micros;
  /** Where a partition cannot tell, as it last told, or as far as was read since. */
  readonly ends: readonly number[];
  readonly committed: readonly number[];
  /** Records acknowledged until now. */
  readonly acknowledged: number;
  /** Acknowledged records that the crash of one broker would lose at this moment, of the broker that would lose most. */
  readonly atRisk: number;
}

/** A whole run. */
export interface History {
  readonly produced: readonly Produced[];
  readonly happenings: readonly Happening[];
  readonly samples: readonly Sample[];
  readonly partitions: readonly Partition[];
  readonly group: Group;
}

const assignors = { range, sticky } as const;

const brokerCount = 3;
const keys = zipf(100, 0.6);
/** Producers send until here; consumers go on until the end. */
export const lastSend: Micros = 4 * second;
const end: Micros = 6 * second;
const consumerCrashFrom: Micros = 2_500 * millisecond;
const backAt: Micros = 3_500 * millisecond;
/** How long a broker or a consumer may be silent before it is thought dead (both session timeouts, shortened). */
const sessionTimeout: Micros = 300 * millisecond;
/** What the election of a new controller (KRaft) adds where the old one has gone too. */
const controllerElection: Micros = 400 * millisecond;
const samplePause: Micros = 15 * millisecond;
/** How long a reader is followed around a crash and after a rebalance. */
const readersFollowed: Micros = 400 * millisecond;

/** A topic on three brokers, its producers, and one group of consumers, through the crashes that are asked for. */
export function simulate(options: Options, seed: number): History {
  const [arrivals, pauses] = streams(seed, 2);
  const { fault } = options;
  const crashAt = options.crashAt * millisecond;
  const clock = createClock();
  const produced: Produced[] = [];
  const acknowledged = new Set<number>();
  const partitions = Array.from({ length: options.partitions }, (_, p) =>
    createPartition(
      Array.from({ length: brokerCount }, (_, i) => (p + i) % brokerCount),
      options.minInsync,
    ),
  );
  const group = createGroup(options.consumers, options.partitions);
  const journal = createJournal(clock, { partitions, group, acknowledged });
  const conclude: Conclude = (records, isAcknowledged) => {
    for (const record of records) {
      produced.push({ ...record, ended: clock.now(), isAcknowledged });
      if (isAcknowledged) acknowledged.add(record.id);
    }
  };
  const producers = partitions.map((partition, index) =>
    createProducer({ index, partition }, options.acks, { clock, journal, conclude }),
  );
  const cluster: Cluster = { clock, partitions, producers, journal, acknowledged };
  produce(options, cluster, arrivals);
  for (let broker = 0; broker < brokerCount; broker++) replicate(broker, end, cluster, pauses);
  clock.at(crashAt - closely, () => journal.follow('log', closely));
  if (fault !== 'none' && fault !== 'consumer') {
    const failover = sessionTimeout + (fault === 'controller' ? controllerElection : 0);
    crashBroker([crashAt, crashAt + failover, backAt], cluster);
  }
  read(options, { cluster, group }, pauses);
  const samples: Sample[] = [];
  for (let time = 0; time <= end; time += samplePause)
    clock.at(time, () => {
      samples.push({
        time,
        ends: partitions.map(
          (partition, p) => readableEnd(partition) ?? Math.max(samples.at(-1)?.ends[p] ?? 0, group.committed[p] ?? 0),
        ),
        committed: [...group.committed],
        acknowledged: acknowledged.size,
        atRisk: worstCrash(partitions, acknowledged),
      });
    });
  clock.run();
  return { produced, happenings: journal.happenings, samples, partitions, group };
}

/** Records arrive as a Poisson process; a few keys are frequent. */
function produce({ partitions, sendGap = millisecond }: Options, { clock, producers }: Cluster, random: Random): void {
  const next = (id: number): void => {
    const gap = exponential(random, sendGap);
    if (clock.now() + gap >= lastSend) return;
    clock.after(gap, () => {
      const key = keys(random);
      const partition = partitionOf(`key-${key}`, partitions);
      producers[partition]?.send({ id, key, partition, created: clock.now() });
      next(id + 1);
    });
  };
  next(0);
}

/** A group reads the topic; its first member may crash in the middle of its work, and join again later. */
function read(
  options: Options,
  { cluster, group }: { readonly cluster: Cluster; readonly group: Group },
  random: Random,
): void {
  const { clock, partitions, journal } = cluster;
  const assign = (): void => {
    const moved = rebalance(group, partitions.length, assignors[options.assignor]);
    if (moved !== undefined) journal.tell({ kind: 'rebalanced', moved, assignment: group.assignment });
  };
  const regroup = (victim: Member, isIn: boolean): void => {
    victim.isIn = isIn;
    group.isRebalancing = true;
    assign();
  };
  const lose = (victim: Member, from: number): void => {
    const who = `Consumer ${victim.number}` as const;
    victim.crashesFrom = Infinity;
    journal.tell({ kind: 'crashes', who, from });
    clock.after(sessionTimeout, () => {
      journal.follow('reader', readersFollowed);
      regroup(victim, false);
    });
    clock.after(backAt - consumerCrashFrom, () => {
      journal.tell({ kind: 'joins', who });
      regroup(victim, true);
      consume(victim, setup);
    });
  };
  const setup: Setup = { clock, group, journal, partitions, commit: options.commit, end, isFree: assign, lose };
  const [victim] = group.members;
  if (victim && (options.fault === 'consumer' || options.fault === 'both')) {
    victim.crashesFrom = consumerCrashFrom;
    clock.after(consumerCrashFrom - readersFollowed / 2, () => journal.follow('reader', readersFollowed));
  }
  assign();
  for (const member of group.members) clock.after(random.below(samplePause), () => consume(member, setup));
}
