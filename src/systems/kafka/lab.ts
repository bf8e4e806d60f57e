import { percentile } from '../../kernel/statistics.ts';
import { millisecond, second } from '../../kernel/time.ts';
import type { Chart, Controls, Lab } from '../../lab/lab.ts';
import type { Happening } from './journal.ts';
import { lastSend, type Sample, simulate } from './model.ts';
import { logOf } from './partition.ts';

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
      controller: 'A broker and the controller',
      consumer: 'A consumer',
      both: 'A broker, then a consumer',
    },
    initial: 'both',
  },
  consumers: { kind: 'range', label: 'Consumers', min: 1, max: 12, step: 1, initial: 8 },
  commit: {
    kind: 'choice',
    label: 'Consumers commit offsets',
    options: {
      before: 'Before work (at most once)',
      after: 'After work (at least once)',
      transaction: 'With results (exactly once)',
    },
    initial: 'after',
  },
  partitions: { kind: 'range', label: 'Partitions', min: 1, max: 12, step: 1, initial: 6 },
  minInsync: { kind: 'range', label: 'min.insync.replicas', min: 1, max: 3, step: 1, initial: 2 },
  crashAt: { kind: 'range', label: 'Broker crashes at', unit: 'ms', min: 1000, max: 1600, step: 5, initial: 1480 },
  assignor: { kind: 'choice', label: 'Assignment', options: { range: 'Range', sticky: 'Sticky' }, initial: 'range' },
} as const satisfies Controls;

const figures = {
  lost: { label: 'Acknowledged records lost', digits: 0 },
  atRisk: { label: 'Acknowledged, not yet copied, at most', digits: 0 },
  duplicates: { label: 'Records worked at twice', digits: 0 },
  skipped: { label: 'Records skipped', digits: 0 },
  latency: { label: 'Median wait for an acknowledgement', unit: 'ms', digits: 1 },
  p99: { label: '99th percentile of these waits', unit: 'ms', digits: 1 },
  throughput: { label: 'Records read a second', digits: 0 },
  finalLag: { label: 'Lag at the end', digits: 0 },
  idle: { label: 'Idle consumers', digits: 0 },
  moved: { label: 'Partitions moved', digits: 0 },
  produced: { label: 'Records sent', digits: 0 },
  acknowledged: { label: 'Acknowledged', digits: 0 },
  refused: { label: 'Records given up', digits: 0 },
} as const;

type Figure = keyof typeof figures;

/** A topic on three brokers with producers and a group of consumers: what is lost, what is done twice, who is idle. */
export const lab = {
  id: 'kafka',
  title: 'Apache Kafka',
  question: 'A broker and a consumer crash: which records are lost, and which are worked at twice?',
  prediction: {
    question:
      'with acks=all and min.insync.replicas=3 one of three brokers crashes. What becomes of writes until it is back?',
    scenario: 'all-three',
    options: {
      on: 'They go on',
      led: 'Some wait for a new leader',
      all: 'All are refused',
      lost: 'Some are lost',
    },
    answer({ figures: found }) {
      if (found.lost > 0) return 'lost';
      if (found.refused > 0) return 'all';
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
      name: 'acks=all, three in sync',
      settings: { acks: 'all', minInsync: 3, fault: 'broker' },
    },
    {
      id: 'at-most-once',
      name: 'At most once: one crash',
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
    const { produced, happenings, samples, group, partitions } = simulate(settings, seed);
    const acknowledged = produced.filter(({ isAcknowledged }) => isAcknowledged);
    const logged = new Set(partitions.flatMap(logOf).map(({ id }) => id));
    const read = partitions.flatMap((partition, index) => logOf(partition).slice(0, group.committed[index]));
    const waits = acknowledged.map(({ created, ended }) => (ended - created) / millisecond);
    const lags = samples.map(lagOf);
    const risks = samples.map(({ atRisk }) => atRisk);
    const rebalances = happenings.filter((happening) => happening.kind === 'rebalanced');
    const course = (title: string, y: readonly number[]): Chart => ({
      title,
      x: { label: 'Time, s' },
      y: { label: 'Records' },
      series: [{ name: title, form: 'step', x: samples.map(({ time }) => time / second), y }],
      clock: second,
    });
    return {
      events: happenings,
      charts: [
        course('Records that a crash would lose', risks),
        course(
          'Acknowledged records',
          samples.map((sample) => sample.acknowledged),
        ),
        course('Consumer lag', lags),
      ],
      figures: {
        lost: acknowledged.filter(({ id }) => !logged.has(id)).length,
        atRisk: Math.max(...risks),
        duplicates: [...group.effects.values()].filter((times) => times > 1).length,
        skipped: read.filter(({ id }) => !group.effects.has(id)).length,
        latency: percentile(waits, 0.5) || 0,
        p99: percentile(waits, 0.99) || 0,
        throughput: (sum(samples.findLast(({ time }) => time <= lastSend)?.committed ?? []) * second) / lastSend,
        finalLag: lags.at(-1) ?? 0,
        idle: settings.consumers - new Set(rebalances[0]?.assignment).size,
        moved: sum(rebalances.map(({ moved }) => moved)),
        produced: produced.length,
        acknowledged: acknowledged.length,
        refused: produced.length - acknowledged.length,
      },
    };
  },
  finding: ({ figures: found }, { acks, consumers }) =>
    `With acks=${acks}, ${found.lost} of ${found.acknowledged} acknowledged records were lost (at the worst moment ${found.atRisk} were not yet copied) and producers gave up ${found.refused}; consumers worked at ${found.duplicates} twice, skipped ${found.skipped} and left ${found.finalLag} unread; ${found.idle} of ${consumers} had no partition.`,
  describe(event) {
    if ('moved' in event) return `Rebalance: ${event.moved} of ${event.assignment.length} partitions moved`;
    const what = 'to' in event ? ` ${event.to - event.from} from offset ${event.from}` : '';
    return `${event.who} ${event.kind}${what}${'partition' in event ? `, partition ${event.partition}` : ''}`;
  },
} as const satisfies Lab<typeof controls, Happening, Figure>;

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Records that are committed but not committed as read. */
const lagOf = ({ ends, committed }: Sample): number => sum(ends.map((end, index) => end - (committed[index] ?? 0)));
