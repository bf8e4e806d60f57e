import type { MeasuredTable } from '../../lab/measured-table.ts';
import { lab } from './lab.ts';

/** What an acknowledgement costs, and what it is worth. */
const acknowledgements = {
  id: 'kafka-acks-measured',
  title: 'What acks costs and keeps, measured',
  question: 'How long does a producer wait, and how many acknowledged records are lost when a broker crashes?',
  verdict:
    'Only acks=all loses nothing; it costs the wait for the followers, and where all three have to be in sync every write while a broker is down.',
  chapter: 'kafka',
  lab,
  rowsName: 'Setting',
  rows: [
    { name: '`acks=0`', settings: { acks: '0' } },
    { name: '`acks=1`', settings: { acks: '1' } },
    { name: '`acks=all`, two in sync', settings: { acks: 'all', minInsync: 2 } },
    { name: '`acks=all`, three in sync', settings: { acks: 'all', minInsync: 3 } },
  ],
  columns: [
    { name: 'Median wait', settings: { fault: 'none' }, figure: 'latency', best: 'lowest' },
    { name: 'Lost', settings: { fault: 'broker' }, figure: 'lost', best: 'lowest' },
    { name: 'At risk, at most', settings: { fault: 'none' }, figure: 'atRisk', best: 'lowest' },
    { name: 'Given up', settings: { fault: 'broker' }, figure: 'refused', best: 'lowest' },
  ],
  seeds: 30,
  remarks: [
    'About 4,000 records in four seconds on three brokers, one of which crashes for two seconds; its partitions get a new leader after 0.3 s.',
    'Followers fetch every 10 to 30 ms here, so that `acks=all` waits longer than the 10 ms or so that the documentation names.',
    'At risk: acknowledged records that the next leader has not copied, at the worst moment of a run in which nothing crashes.',
    'With `acks=0` the producer waits for nothing, so each record counts as acknowledged when it is sent, and those sent while nobody leads are lost as well.',
  ],
} as const satisfies MeasuredTable<typeof lab>;

/** How far a group scales. */
const consumers = {
  id: 'kafka-consumers-measured',
  title: 'Consumers and throughput, measured',
  question: 'How many consumers help when a topic has six partitions?',
  verdict: 'Consumers help up to the number of partitions; those beyond it read nothing.',
  chapter: 'kafka',
  lab,
  rowsName: 'Consumers',
  rows: [1, 2, 3, 4, 6, 8, 12].map((count) => ({ name: String(count), settings: { consumers: count } })),
  columns: [
    { name: 'Read a second', settings: { fault: 'none' }, figure: 'throughput', best: 'highest' },
    { name: 'Lag two seconds after the last record', settings: { fault: 'none' }, figure: 'finalLag', best: 'lowest' },
    { name: 'Without a partition', settings: { fault: 'none' }, figure: 'idle' },
  ],
  seeds: 20,
  remarks: [
    'About 1,000 records a second arrive, and a consumer works at 250 a second at most.',
    'Four consumers do no better than three: the busiest still has two partitions.',
  ],
} as const satisfies MeasuredTable<typeof lab>;

/** What a rebalance moves. */
const rebalances = {
  id: 'kafka-assignment-measured',
  title: 'Partitions moved by rebalances, measured',
  question: 'One of several consumers crashes and comes back: how many of 12 partitions change hands?',
  verdict: 'Sticky assignment never moves more than range, and from three to six consumers it moves fewer.',
  chapter: 'kafka',
  lab,
  rowsName: 'Assignment',
  rows: (['range', 'sticky'] as const).map((assignor) => ({
    name: lab.controls.assignor.options[assignor],
    settings: { assignor },
    figure: 'moved' as const,
  })),
  columns: [2, 3, 4, 6, 12].map((consumers) => ({
    name: `${consumers} consumers`,
    settings: { consumers, partitions: 12, fault: 'consumer' as const },
    best: 'lowest' as const,
  })),
  seeds: 10,
  remarks: ['Counted over both rebalances, without the one at the start.'],
} as const satisfies MeasuredTable<typeof lab>;

/** What a crash between work and commit leaves. */
const deliveries = {
  id: 'kafka-delivery-measured',
  title: 'Delivery semantics, measured',
  question: 'A consumer crashes in the middle of a batch: how many records are worked at twice, how many never?',
  verdict: 'Committing first skips records, committing last repeats them, and one transaction does neither.',
  chapter: 'kafka',
  lab,
  rowsName: 'Offsets are committed',
  rows: (['before', 'after', 'transaction'] as const).map((commit) => ({
    name: lab.controls.commit.options[commit],
    settings: { commit, fault: 'consumer' },
  })),
  columns: [
    { name: 'Worked at twice', figure: 'duplicates', best: 'lowest' },
    { name: 'Skipped', figure: 'skipped', best: 'lowest' },
  ],
  seeds: 30,
  remarks: [
    'The consumer always crashes halfway through a batch; between batches a crash would repeat and skip nothing.',
  ],
} as const satisfies MeasuredTable<typeof lab>;

/** What is measured with this lab. */
export const tables = [acknowledgements, consumers, rebalances, deliveries];
