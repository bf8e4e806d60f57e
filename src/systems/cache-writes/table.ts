import type { MeasuredTable } from '../../lab/measured-table.ts';
import { lab } from './lab.ts';

/** What a write costs and what a crash takes, under each policy. */
const policies = {
  id: 'cache-writes-measured',
  title: 'Cache write policies, measured',
  question: 'What does a write cost, and what does a crash of the cache take, under each policy?',
  verdict: 'Write-back answers first and spares the database writes, and it alone loses values when the cache dies.',
  chapter: 'caching',
  lab,
  rowsName: 'Policy',
  rows: (['through', 'around', 'back', 'early'] as const).map((policy) => ({
    name: lab.controls.policy.options[policy],
    settings: { policy },
  })),
  columns: [
    { name: 'Mean write', figure: 'meanWrite', best: 'lowest' },
    { name: '99th percentile', figure: 'p99Write', best: 'lowest' },
    { name: 'Values lost', figure: 'lost' },
    { name: 'Rows', figure: 'databaseWrites', best: 'lowest' },
    { name: 'Reads hit', figure: 'readAfterWrite', best: 'highest' },
    { name: 'Stale', figure: 'staleOrders' },
  ],
  seeds: 30,
  remarks: [
    'Half of the operations write, the cache answers in 0.5 ms and the database in 5 ms on average. Write-back flushes every second, and the cache dies 0.9 s after a flush.',
    'Deleting an entry takes as long as writing one, so write-around answers no sooner than write-through.',
    'Rows: written to the database per 1,000 writes, without those that the crash took before their flush. Reads hit: of those that come first after a write of their key.',
    'Stale: without a lock or a lease, the steps of a read and a write can follow one another in 10 orders, under write-back in 4; so many of them leave an old value, and under write-back that loses the write.',
  ],
} as const satisfies MeasuredTable<typeof lab>;

/** What the flush interval of write-back buys and risks; the cache dies when the next flush is due. */
const flushes = {
  id: 'cache-flush-interval-measured',
  title: 'Flush interval of write-back, measured',
  question: 'What does it save to flush rarely, and what does it risk?',
  verdict: 'The longer write-back waits, the fewer rows it writes and the more it loses.',
  chapter: 'caching',
  lab,
  rowsName: 'Flush every',
  rows: [0.1, 0.5, 1, 5, 10].map((flush) => ({ name: `${flush} s`, settings: { flush, crash: 20 } })),
  columns: [
    { name: 'Rows per 1,000 writes', figure: 'databaseWrites', best: 'lowest' },
    { name: 'Writes not flushed', figure: 'unflushed', best: 'lowest' },
    { name: 'Values lost, of 40 keys', figure: 'lost', best: 'lowest' },
  ],
  seeds: 30,
  remarks: [
    'The cache dies 20 s into the run, when the next flush is just due. Half of 50 operations a second write. All writes not flushed had been acknowledged; the rows are per 1,000 of the others.',
  ],
} as const satisfies MeasuredTable<typeof lab>;

/** What is measured with this lab. */
export const tables = [policies, flushes] as const;
