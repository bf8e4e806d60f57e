import type { MeasuredTable } from '../../lab/measured-table.ts';
import { lab } from './lab.ts';

/** The mean response time by load, beside Erlang's formula. */
const byLoad = {
  id: 'queueing-measured',
  title: 'Mean response time by load, measured',
  question: 'How long does a request of 10 ms take at which load, and what does Erlang’s formula say?',
  verdict:
    'The formula holds: at 90% load one server takes ten times as long as the work itself, eight with one line twice as long.',
  chapter: 'approach',
  lab,
  rowsName: 'Load',
  rows: [50, 70, 80, 90, 95, 100].map((load) => ({ name: `${load}%`, settings: { load } })),
  columns: [
    { name: 'One server', figure: 'mean' },
    { name: 'One server, formula', figure: 'formula' },
    { name: 'Eight servers, one line', settings: { servers: 8 }, figure: 'mean' },
    { name: 'Eight servers, one line, formula', settings: { servers: 8 }, figure: 'formula' },
    { name: 'Eight servers, a line each', settings: { servers: 8, lines: 'separate' }, figure: 'mean' },
  ],
  seeds: 20,
  isUnstable: ({ formula }) => formula === Infinity,
  remarks: [
    'Random arrivals and exponential service times of 10 ms in the mean, 15,000 requests in each run.',
    'A run begins with an empty system: near full load its mean stays below the formula, the more the fewer requests a line has.',
    'With a line each a request chooses blindly, so that each server is a queue of its own.',
  ],
} as const satisfies MeasuredTable<typeof lab>;

/** What is measured with this lab. */
export const tables = [byLoad] as const;
