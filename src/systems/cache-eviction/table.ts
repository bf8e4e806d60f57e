import type { MeasuredTable } from '../../lab/measured-table.ts';
import { lab } from './lab.ts';

const policies = ['fifo', 'lifo', 'lru', 'mru', 'lfu', 'sieve', 'opt'] as const;

/** The hit ratio of each policy on each kind of traffic. */
const hitRatios = {
  id: 'cache-eviction-measured',
  title: 'Hit ratio of eviction policies, measured',
  question: 'Which policy hits most often, on which traffic?',
  chapter: 'caching',
  lab,
  rowsName: 'Policy',
  // The lab runs every policy whichever is followed: one run gives a whole column.
  rows: policies.map((policy) => ({ name: lab.controls.policy.options[policy], figure: policy })),
  columns: (['zipf', 'scan', 'loop', 'shift'] as const).map((trace) => ({
    name: lab.controls.trace.options[trace],
    settings: { trace },
  })),
  seeds: 30,
  remarks: ['OPT is Bélády’s optimum: it knows what will be asked for, so it is a bound and no choice.'],
} as const satisfies MeasuredTable<typeof lab>;

/** What is measured with this lab. */
export const tables = [hitRatios];
