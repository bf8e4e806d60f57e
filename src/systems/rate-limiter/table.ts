import type { MeasuredTable } from '../../lab/measured-table.ts';
import { lab } from './lab.ts';

const algorithms = [
  'fixedWindow',
  'windowFromFirstRequest',
  'slidingLog',
  'slidingWindowCounter',
  'tokenBucket',
  'gcra',
  'leakyBucketQueue',
] as const;

/** How well each algorithm keeps a limit, whom it refuses for nothing, and what it takes. */
const limits = {
  id: 'rate-limiter-measured',
  title: 'Rate limiting algorithms, measured',
  question: 'How many requests get through in the worst second, and what does it cost to be exact?',
  verdict:
    'A fixed window lets twice its limit through at a boundary; only the log and the queue keep it in every second.',
  chapter: 'rate-limiter',
  lab,
  rowsName: 'Algorithm',
  rows: algorithms.map((algorithm) => ({
    name: lab.controls.algorithm.options[algorithm],
    settings: { algorithm },
  })),
  columns: [
    { name: 'Worst second', settings: { traffic: 'boundary' }, figure: 'worst', best: 'lowest' },
    { name: 'Any traffic', figure: 'bound', best: 'lowest' },
    { name: 'Refused at limit', settings: { traffic: 'steady' }, figure: 'refused' },
    { name: 'Refused below', settings: { traffic: 'poisson' }, figure: 'refusedThoughLegal' },
    { name: 'Longest delay', settings: { traffic: 'boundary' }, figure: 'greatestDelay' },
    { name: 'State', settings: { traffic: 'boundary' }, figure: 'bytes', best: 'lowest' },
  ],
  seeds: 30,
  remarks: [
    'The limit is 100 requests a second, the bucket holds 100, and the client sends for ten seconds.',
    'Worst second, longest delay and state are those under bursts of 200 across the boundary of a window. Any traffic: the worst second that there can be, which follows from the algorithm and which some traffic reaches.',
    'Refused at limit: of 1,000 requests that come evenly. Refused below: of about 1,000 that come at random, those before which fewer than 100 had been admitted in a second.',
  ],
} as const satisfies MeasuredTable<typeof lab>;

/** What the size of a bucket allows and refuses. */
const buckets = {
  id: 'rate-limiter-bucket-measured',
  title: 'Size of a token bucket, measured',
  question: 'How large should a token bucket be?',
  verdict:
    'A small bucket keeps close to the limit and refuses clients that never broke it; a large one does the reverse.',
  chapter: 'rate-limiter',
  lab,
  rowsName: 'Bucket',
  rows: [1, 5, 10, 20, 50, 100].map((burst) => ({
    name: `${burst} ${burst === 1 ? 'token' : 'tokens'}`,
    settings: { algorithm: 'tokenBucket' as const, burst },
  })),
  columns: [
    { name: 'Any traffic', figure: 'bound', best: 'lowest' },
    { name: 'Worst second', settings: { traffic: 'poisson' }, figure: 'worst', best: 'lowest' },
    { name: 'Refused', settings: { traffic: 'poisson' }, figure: 'refused', best: 'lowest' },
    {
      name: 'Refused below the limit',
      settings: { traffic: 'poisson' },
      figure: 'refusedThoughLegal',
      best: 'lowest',
    },
  ],
  seeds: 30,
  remarks: [
    'Refill and random arrivals are 100 a second, for ten seconds: about 1,000 requests. Any traffic: the worst second of an attacker who waits until the bucket is full.',
  ],
} as const satisfies MeasuredTable<typeof lab>;

/** What is measured with this lab. */
export const tables = [limits, buckets] as const;
