import { percentile } from '../../kernel/statistics.ts';
import { type Micros, millisecond, second } from '../../kernel/time.ts';
import type { Chart, Controls, Lab } from '../../lab/lab.ts';
import type { Happening } from './journal.ts';
import { type History, lastSend, type Sample, simulate } from './model.ts';
import { leaderOf } from './partition.ts';
import type { Produced } from './producer.ts';

const controls = {
  acks: {
    kind: 'choice',
    label: 'Producers wait for (acks)',
    options: { '0': 'Nothing (0)', '1': 'The leader (1)', all: 'All in-sync replicas (all)' },
    initial: '1',
  },
  fault: {
    kind: 'choice',
    label: 'What crashes',
    options: {
      none: 'Nothing',
      broker: 'A broker',
      controller: 'A broker with the controller',
      consumer: 'A consumer',
      both: 'A broker, then a consumer',
    },
    initial: 'both',
  },
  consumers: { kind: 'range', label: 'Consumers in the group', min: 1, max: 12, step: 1, initial: 8 },
  commit: {
    kind: 'choice',
    label: 'Consumers commit offsets',
    options: {
      before: 'Before the work (at most once)',
      after: 'After the work (at least once)',
      transaction: 'With the results (exactly once)',
    },
    initial: 'after',
  },
  partitions: { kind: 'range', label: 'Partitions', min: 1, max: 12, step: 1, initial: 6 },
  minInsync: { kind: 'range', label: 'min.insync.replicas, for acks=all', min: 1, max: 3, step: 1, initial: 2 },
  crashAt: { kind: 'range', label: 'The broker crashes at', unit: 'ms', min: 1000, max: 1600, step: 5, initial: 1480 },
  assignor: { kind: 'choice', label: 'Assignment', options: { range: 'Range', sticky: 'Sticky' }, initial: 'range' },
} as const satisfies Controls;

const figures = {
  lost: { label: 'Acknowledged records lost', digits: 0 },
  atRisk: { label: 'Acknowledged, not yet copied, at most', digits: 0 },
  duplicates: { label: 'Records worked at twice', digits: 0 },
  skipped: { label: 'Records skipped', digits: 0 },
  latency: { label: 'Median time to an acknowledgement', unit: 'ms', digits: 1 },
  p99: { label: '99th percentile of that time', unit: 'ms', digits: 1 },
  throughput: { label: 'Records read a second', digits: 0 },
  finalLag: { label: 'Consumer lag at the end', digits: 0 },
  idle: { label: 'Consumers without a partition', digits: 0 },
  moved: { label: 'Partitions that changed hands', digits: 0 },
  refusing: { label: 'Partitions with too few in sync', digits: 0 },
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
  prediction: {
    question:
      'three brokers, three replicas, acks=all and min.insync.replicas=3. One broker crashes for two seconds. What becomes of writes?',
    scenario: 'all-three',
    options: {
      on: 'They go on: two replicas are left',
      led: 'Only partitions that it led stop, until another broker leads them',
      all: 'Every partition refuses them until it is back',
      lost: 'They go on, but some acknowledged records are lost',
    },
    answer({ figures: found }, { partitions }) {
      if (found.lost > 0) return 'lost';
      if (found.refusing === partitions) return 'all';
      return found.p99 > 100 ? 'led' : 'on';
    },
  },
  controls,
  figures,
  scenarios: [
    { id: 'leader-only', name: 'acks=1: two crashes', settings: {} },
    { id: 'fire-and-forget', name: 'acks=0: a broker crashes', settings: { acks: '0', fault: 'broker' } },
    { id: 'durable', name: 'acks=all: a broker crashes', settings: { acks: 'all', fault: 'broker' } },
    {
      id: 'all-three',
      name: 'acks=all, 3 in sync: a broker crashes',
      settings: { acks: 'all', minInsync: 3, fault: 'broker' },
    },
    {
      id: 'at-most-once',
      name: 'At most once: a consumer crashes',
      settings: { acks: 'all', commit: 'before', fault: 'consumer' },
    },
    {
      id: 'exactly-once',
      name: 'Exactly once: two crashes',
      settings: { acks: 'all', commit: 'transaction' },
    },
    {
      id: 'sticky',
      name: 'Sticky: a consumer crashes',
      settings: { acks: 'all', partitions: 12, consumers: 4, assignor: 'sticky', fault: 'consumer' },
    },
    {
      id: 'one-consumer',
      name: 'One consumer cannot keep up',
      settings: { consumers: 1, fault: 'none' },
    },
  ],
  run(settings, seed) {
    const history = simulate(settings, seed);
    const { produced, happenings, samples, group } = history;
    const acknowledged = produced.filter(({ isAcknowledged }) => isAcknowledged);
    const logged = idsInLogs(history);
    const waits = acknowledged.map(({ created, ended }) => ended - created);
    const lags = samples.map(lagOf);
    const risks = samples.map(({ atRisk }) => atRisk);
    const rebalances = happenings.filter((happening) => happening.kind === 'rebalanced');
    const x = samples.map(({ time }) => time / second);
    const course = (title: string, label: string, y: readonly number[]): Chart => ({
      title,
      x: { label: 'Time, s' },
      y: { label },
      series: [{ name: title, form: 'step', x, y }],
      clock: second,
    });
    const charts = [
      course('Acknowledged records that one crash would lose', 'Records, if the worst broker crashed', risks),
      course('Slowest acknowledgement', 'Time since the record was sent, ms', slowest(acknowledged, samples)),
      course('Consumer lag', 'Records in all partitions', lags),
      {
        title: 'Work of each consumer',
        x: { label: 'Consumer', names: group.workload.map((_, number) => String(number)) },
        y: { label: 'Records worked at' },
        series: [{ name: 'Records', form: 'bar' as const, x: [...group.workload.keys()], y: group.workload }],
      },
    ];
    return {
      events: happenings,
      charts,
      figures: {
        lost: acknowledged.filter(({ id }) => !logged.has(id)).length,
        atRisk: highest(risks),
        duplicates: [...group.effects.values()].filter((times) => times > 1).length,
        skipped: skippedIn(history),
        latency: (percentile(waits, 0.5) || 0) / millisecond,
        p99: (percentile(waits, 0.99) || 0) / millisecond,
        throughput: (committedAt(samples, lastSend) * second) / lastSend,
        finalLag: lags.at(-1) ?? 0,
        idle: [...(rebalances[0]?.assignment.values() ?? [])].filter((own) => own.length === 0).length,
        moved: rebalances.reduce((sum, { moved }) => sum + moved, 0),
        refusing: highest(samples.map(({ refusing }) => refusing)),
        produced: produced.length,
        acknowledged: acknowledged.length,
        refused: produced.length - acknowledged.length,
      },
    };
  },
  finding({ figures: found }, { acks, consumers, fault }) {
    const hasCrash = (one: string): boolean => fault === one || (fault === 'both' && one !== 'controller');
    const lost =
      hasCrash('broker') || hasCrash('controller')
        ? `the broker’s crash lost ${found.lost || 'none'} of ${found.acknowledged} acknowledged records`
        : `all ${found.acknowledged} acknowledged records were kept`;
    const risk = found.atRisk > found.lost ? ` (a crash at the worst moment would have lost ${found.atRisk})` : '';
    const refused = found.refused > 0 ? `, and ${found.refused} more were given up by their producers` : '';
    const twice = `consumers worked at ${countOf(found.duplicates, 'record')} twice and skipped ${found.skipped}`;
    const behind = found.finalLag > 0 ? `, and at the end they were ${countOf(found.finalLag, 'record')} behind` : '';
    const idle = `${found.idle} of ${countOf(consumers, 'consumer')} had no partition`;
    const hands = hasCrash('consumer') ? `, and ${countOf(found.moved, 'partition')} changed hands` : '';
    return `With acks=${acks} ${lost}${risk}${refused}; ${twice}${behind}; ${idle}${hands}.`;
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
        return `Broker ${event.who} crashes`;
      case 'broker restarted':
        return `Broker ${event.who} is back`;
      case 'consumer crashed':
        return `Consumer ${event.who} crashes at its work`;
      case 'consumer joined':
        return `Consumer ${event.who} joins the group`;
      case 'rebalanced':
        return `Rebalance: ${countOf(event.moved, 'partition')} moved`;
      case 'leader elected':
        return `Partition ${event.partition}: broker ${event.who} leads, ${event.inSync} in sync`;
      case 'turned away':
        return `Partition ${event.partition}: ${countOf(event.count, 'record')} turned away`;
      case 'acknowledged':
      case 'committed':
        return `${placeOf(event)} ${event.kind}`;
      case 'appended':
        return `${placeOf(event)} appended by the leader`;
      case 'copied':
      case 'dropped':
        return `${placeOf(event)} ${event.kind} by broker ${event.who}`;
      case 'lost':
        return `${placeOf(event)} acknowledged and lost`;
      case 'taken':
      case 'finished':
        return `${placeOf(event)} ${event.kind} by consumer ${event.who}`;
    }
  },
} as const satisfies Lab<typeof controls, Happening, Figure>;

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
function slowest(acknowledged: readonly Produced[], samples: readonly Sample[]): readonly number[] {
  const pause = samples[1]?.time ?? 1;
  const longest = samples.map(() => 0);
  for (const { created, ended } of acknowledged) {
    const place = Math.min(longest.length - 1, Math.floor(ended / pause));
    longest[place] = Math.max(longest[place] ?? 0, (ended - created) / millisecond);
  }
  return longest;
}

/** How many records were committed as read by a moment. */
const committedAt = (samples: readonly Sample[], time: Micros): number =>
  samples.findLast((sample) => sample.time <= time)?.committed.reduce((a, b) => a + b, 0) ?? 0;

const highest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), 0);

const placeOf = ({ partition, from, to }: { readonly partition: number; readonly from: number; readonly to: number }) =>
  `Partition ${partition}: ${to - from === 1 ? `offset ${from}` : `offsets ${from} to ${to - 1}`}`;

const countOf = (n: number, name: string): string => `${n} ${name}${n === 1 ? '' : 's'}`;
