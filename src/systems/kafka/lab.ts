import { percentile } from '../../kernel/statistics.ts';
import { type Micros, millisecond, second } from '../../kernel/time.ts';
import type { Lab } from '../../lab/lab.ts';
import { type Change, type History, type Sample, simulate } from './model.ts';
import { leaderOf } from './partition.ts';
import type { Produced } from './producer.ts';

const controls = {
  partitions: { kind: 'range', label: 'Partitions', min: 1, max: 12, step: 1, initial: 6 },
  consumers: { kind: 'range', label: 'Consumers in the group', min: 1, max: 12, step: 1, initial: 8 },
  acks: {
    kind: 'choice',
    label: 'Producers wait for (acks)',
    options: { '0': 'Nothing (0)', '1': 'The leader (1)', all: 'All in-sync replicas (all)' },
    initial: '1',
  },
  minInsync: { kind: 'range', label: 'In-sync replicas that acks=all needs', min: 1, max: 3, step: 1, initial: 2 },
  commit: {
    kind: 'choice',
    label: 'Consumers commit offsets',
    options: {
      before: 'Before the work (at most once)',
      after: 'After the work (at least once)',
      transaction: 'With its results, in a transaction (exactly once)',
    },
    initial: 'after',
  },
  assignor: { kind: 'choice', label: 'Assignment', options: { range: 'Range', sticky: 'Sticky' }, initial: 'range' },
  fault: {
    kind: 'choice',
    label: 'What crashes',
    options: {
      none: 'Nothing',
      broker: 'A broker',
      controller: 'A broker with the active controller',
      consumer: 'A consumer',
      both: 'A broker, then a consumer',
    },
    initial: 'both',
  },
} as const;

/** What the reader can watch: crashes, elections, rebalances, and each acknowledged record that is gone (some). */
export type Event = Change | { readonly kind: 'record lost'; readonly time: Micros; readonly record: Produced };

const figures = {
  lost: { label: 'Acknowledged records lost', digits: 0 },
  duplicates: { label: 'Records worked at twice', digits: 0 },
  skipped: { label: 'Records committed but never worked at', digits: 0 },
  latency: { label: 'Median time to an acknowledgement', unit: 'ms', digits: 1 },
  p99: { label: '99th percentile of that time', unit: 'ms', digits: 1 },
  maxLag: { label: 'Largest consumer lag', unit: 'records', digits: 0 },
  finalLag: { label: 'Consumer lag at the end', unit: 'records', digits: 0 },
  idle: { label: 'Consumers without a partition', digits: 0 },
  moved: { label: 'Partitions that changed hands in rebalances', digits: 0 },
  produced: { label: 'Records sent', digits: 0 },
  acknowledged: { label: 'Acknowledged', digits: 0 },
  refused: { label: 'Given up by their producers', digits: 0 },
} as const;

type Figure = keyof typeof figures;

/** A topic on three brokers with producers and a group of consumers: what is lost, what is done twice, who is idle. */
export const lab = {
  id: 'kafka',
  title: 'Apache Kafka',
  question: 'A broker and a consumer crash: which acknowledged records are lost, and which are worked at twice?',
  controls,
  figures,
  scenarios: [
    { id: 'leader-only', name: 'acks=1, at least once, a broker and a consumer crash', settings: {} },
    { id: 'fire-and-forget', name: 'acks=0, a broker crashes', settings: { acks: '0', fault: 'broker' } },
    { id: 'durable', name: 'acks=all with two in sync, a broker crashes', settings: { acks: 'all', fault: 'broker' } },
    {
      id: 'all-three',
      name: 'acks=all with three in sync, a broker crashes',
      settings: { acks: 'all', minInsync: 3, fault: 'broker' },
    },
    {
      id: 'controller',
      name: 'acks=all, the active controller goes with the broker',
      settings: { acks: 'all', fault: 'controller' },
    },
    {
      id: 'at-most-once',
      name: 'At most once, a consumer crashes',
      settings: { acks: 'all', commit: 'before', fault: 'consumer' },
    },
    {
      id: 'exactly-once',
      name: 'Exactly once, a broker and a consumer crash',
      settings: { acks: 'all', commit: 'transaction' },
    },
    {
      id: 'sticky',
      name: 'Sticky assignment, a consumer crashes and comes back',
      settings: { acks: 'all', partitions: 12, consumers: 4, assignor: 'sticky', fault: 'consumer' },
    },
    {
      id: 'one-consumer',
      name: 'One consumer for all partitions, nothing crashes',
      settings: { consumers: 1, fault: 'none' },
    },
  ],
  run({ fault, partitions, consumers, acks, minInsync, commit, assignor }, seed) {
    const history = simulate(
      {
        partitions,
        consumers,
        acks,
        minInsync,
        commit,
        assignor,
        brokerCrash: fault === 'broker' || fault === 'controller' || fault === 'both',
        controllerCrash: fault === 'controller',
        consumerCrash: fault === 'consumer' || fault === 'both',
      },
      seed,
    );
    const { produced, changes, samples, group } = history;
    const acknowledged = produced.filter(({ isAcknowledged }) => isAcknowledged);
    const logged = idsInLogs(history);
    const lost = acknowledged.filter(({ id }) => !logged.has(id));
    const waits = acknowledged.map(({ created, ended }) => ended - created);
    const lags = samples.map(lagOf);
    const firstAssignment = changes.find((change) => change.kind === 'rebalanced')?.assignment;
    const happened: Event[] = [
      ...changes,
      ...lost.slice(0, shownLosses).map((record) => ({ kind: 'record lost' as const, time: record.ended, record })),
    ];
    return {
      events: happened.toSorted((a, b) => a.time - b.time),
      series: [
        {
          name: 'Consumer lag, records',
          form: 'line',
          x: samples.map(({ time }) => time / second),
          y: lags,
        },
        slowest(acknowledged, samples),
      ],
      figures: {
        lost: lost.length,
        duplicates: [...group.effects.values()].filter((times) => times > 1).length,
        skipped: skippedIn(history),
        latency: (percentile(waits, 0.5) || 0) / millisecond,
        p99: (percentile(waits, 0.99) || 0) / millisecond,
        maxLag: lags.reduce((a, b) => Math.max(a, b), 0),
        finalLag: lags.at(-1) ?? 0,
        idle: [...(firstAssignment?.values() ?? [])].filter((own) => own.length === 0).length,
        moved: changes.reduce((sum, change) => sum + (change.kind === 'rebalanced' ? change.moved : 0), 0),
        produced: produced.length,
        acknowledged: acknowledged.length,
        refused: produced.length - acknowledged.length,
      },
    };
  },
  finding({ figures: found }, { acks, consumers, fault }) {
    const lost = `With acks=${acks}, ${found.lost} of ${found.acknowledged} acknowledged records ${found.lost === 1 ? 'was' : 'were'} lost`;
    const refused = found.refused > 0 ? ` and ${found.refused} more were given up by their producers` : '';
    const twice = `consumers worked at ${count(found.duplicates)} twice and skipped ${found.skipped}`;
    const behind = found.finalLag > 0 ? `, and at the end they were ${count(found.finalLag)} behind` : '';
    const idle = `${found.idle} of ${consumers} ${consumers === 1 ? 'consumer' : 'consumers'} had no partition`;
    const hands =
      fault === 'consumer' || fault === 'both'
        ? `, and ${found.moved} ${found.moved === 1 ? 'partition' : 'partitions'} changed hands`
        : '';
    return `${lost}${refused}; ${twice}${behind}; ${idle}${hands}.`;
  },
  /** Consumers beyond the number of partitions idle; `acks=all` with idempotence outlives one broker. */
  theory({ partitions, consumers, acks, commit }) {
    return {
      idle: Math.max(0, consumers - partitions),
      ...(acks === 'all' && { lost: 0 }),
      ...(commit !== 'after' && { duplicates: 0 }),
      ...(commit !== 'before' && { skipped: 0 }),
    };
  },
  describe(event) {
    switch (event.kind) {
      case 'broker crashed':
        return `Broker ${event.number} crashes`;
      case 'broker restarted':
        return `Broker ${event.number} is back`;
      case 'consumer crashed':
        return `Consumer ${event.number} crashes in the middle of its work`;
      case 'consumer joined':
        return `Consumer ${event.number} joins the group`;
      case 'leader elected':
        return `Broker ${event.leader} leads partition ${event.partition}, ${event.inSync} in sync`;
      case 'rebalanced':
        return `The group is rebalanced: ${event.moved} ${event.moved === 1 ? 'partition changes' : 'partitions change'} hands`;
      case 'record lost':
        return `Record ${event.record.id} in partition ${event.record.partition} is acknowledged, and will be lost`;
    }
  },
  leftOut: [
    'Time-outs are shorter than by default, so that seconds show what takes minutes.',
    'The broker crashes while it has records that no other broker has yet; right after a fetch nothing would be lost.',
    'A broker that crashes keeps its log; disks do not fail.',
    'A fetch takes no time on the network; a follower asks every 10 to 30 ms instead of waiting at the leader.',
    'No follower falls behind while it is up (replica.lag.time.max.ms).',
    'A rebalance stops the whole group until all members have finished their batch.',
    'Leadership does not go back to the preferred broker within the run.',
    'Retention, compaction and share groups.',
  ],
} as const satisfies Lab<typeof controls, Event, Figure>;

/** How many lost records are shown one by one. */
const shownLosses = 200;

/** All that is in the logs of the leaders. */
const idsInLogs = ({ partitions }: History): ReadonlySet<number> =>
  new Set(partitions.flatMap((partition) => leaderOf(partition)?.log.map(({ id }) => id) ?? []));

/** Records below the committed offset whose work never took effect. */
const skippedIn = ({ partitions, group }: History): number =>
  partitions
    .flatMap((partition, index) => leaderOf(partition)?.log.slice(0, group.committed[index]) ?? [])
    .filter(({ id }) => !group.effects.has(id)).length;

/** Records that may be read but are not committed as read. */
const lagOf = ({ ends, committed }: Sample): number =>
  ends.reduce<number>((sum, end, index) => sum + Math.max(0, (end ?? 0) - (committed[index] ?? 0)), 0);

/** The longest time to an acknowledgement among the records acknowledged between two samples. */
function slowest(acknowledged: readonly Produced[], samples: readonly Sample[]) {
  const pause = samples[1]?.time ?? 1;
  const longest = samples.map(() => 0);
  for (const { created, ended } of acknowledged) {
    const place = Math.min(longest.length - 1, Math.floor(ended / pause));
    longest[place] = Math.max(longest[place] ?? 0, (ended - created) / millisecond);
  }
  return {
    name: 'Slowest acknowledgement, ms',
    form: 'step' as const,
    x: samples.map(({ time }) => time / second),
    y: longest,
  };
}

const count = (n: number): string => `${n} ${n === 1 ? 'record' : 'records'}`;
