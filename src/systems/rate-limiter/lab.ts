import { meanOf } from '../../kernel/statistics.ts';
import { type Micros, millisecond, second } from '../../kernel/time.ts';
import type { Lab, Run, Settings } from '../../lab/lab.ts';
import { algorithms, type Decision, isRefusedThoughLegal, judge, worstWindow } from './model.ts';
import { arrivals, duration } from './traffic.ts';

const controls = {
  algorithm: {
    kind: 'choice',
    label: 'Algorithm',
    options: {
      fixedWindow: 'Fixed window',
      windowFromFirstRequest: 'Window from the first request',
      slidingLog: 'Sliding log',
      slidingWindowCounter: 'Sliding window counter',
      tokenBucket: 'Token bucket',
      gcra: 'Leaky bucket as a meter (GCRA)',
      leakyBucketQueue: 'Leaky bucket as a queue',
    },
    initial: 'fixedWindow',
  },
  traffic: {
    kind: 'choice',
    label: 'Traffic',
    options: {
      steady: 'Steady, at the limit',
      twice: 'Steady, at twice the limit',
      boundary: 'Bursts across the boundary',
      poisson: 'Poisson, the limit on average',
    },
    initial: 'boundary',
  },
  limit: { kind: 'range', label: 'Limit', unit: 'requests/s', min: 1, max: 500, step: 1, initial: 100 },
  burst: { kind: 'range', label: 'Size of the bucket', unit: 'requests', min: 1, max: 500, step: 1, initial: 100 },
} as const;

type RateLimiterSettings = Settings<typeof controls>;

/** A request and its fate, with its place in the order of all. */
interface RequestEvent extends Decision {
  readonly number: number;
}

type Figure =
  | 'requests'
  | 'admitted'
  | 'refused'
  | 'refusedThoughLegal'
  | 'worst'
  | 'bound'
  | 'bytes'
  | 'meanDelay'
  | 'greatestDelay'
  | 'waiting';

/** How many requests the table and the player have: the last of the run. */
const eventsKept = 400;

const moments: readonly Micros[] = Array.from({ length: 501 }, (_, i) => (i * duration) / 500);

const quotaOf = ({ limit, burst }: RateLimiterSettings) => ({ limit, burst, window: second });

function run(settings: RateLimiterSettings, seed: number): Run<RequestEvent, Figure> {
  const { algorithm, traffic, limit } = settings;
  const quota = quotaOf(settings);
  const requests = arrivals(traffic, limit, seed);
  const { decisions, passed, counted, bytes } = judge(algorithm, quota, { requests, moments });
  const delays = decisions.flatMap(({ time, passed: at }) => (at === undefined ? [] : [at - time]));
  const seconds = moments.map((moment) => moment / second);
  return {
    events: decisions.map((decision, i) => ({ ...decision, number: i + 1 })).slice(-eventsKept),
    series: [
      { name: 'Sent in the last second', form: 'step', x: seconds, y: inLastSecond(requests) },
      { name: 'Passed on in the last second', form: 'step', x: seconds, y: inLastSecond(passed) },
      { name: 'Counted by the algorithm', form: 'line', x: seconds, y: counted },
      { name: 'Limit', form: 'line', x: [0, duration / second], y: [limit, limit] },
    ],
    figures: {
      requests: requests.length,
      admitted: passed.length,
      refused: requests.length - passed.length,
      refusedThoughLegal: decisions.filter((decision) => isRefusedThoughLegal(decision, quota)).length,
      worst: worstWindow(passed, second),
      bound: algorithms[algorithm].bound(quota),
      bytes,
      meanDelay: delays.length === 0 ? 0 : meanOf(delays) / millisecond,
      greatestDelay: delays.reduce((most, delay) => Math.max(most, delay), 0) / millisecond,
      waiting: passed.filter((at) => at >= duration).length,
    },
  };
}

/** How many of the times, which are in order, lie in the second that ends with each moment. */
function inLastSecond(times: readonly Micros[]): readonly number[] {
  let from = 0;
  let to = 0;
  return moments.map((moment) => {
    while ((times[to] ?? Infinity) <= moment) to += 1;
    while (from < to && moment - (times[from] ?? 0) >= second) from += 1;
    return to - from;
  });
}

function finding({ figures }: Run<RequestEvent, Figure>, { algorithm, limit }: RateLimiterSettings): string {
  const { worst, refused, refusedThoughLegal, greatestDelay } = figures;
  const against = worst > limit ? `${worst - limit} above the limit of ${limit}` : `within the limit of ${limit}`;
  const refusals =
    refused === 0
      ? 'it refused none'
      : `it refused ${refused}, ${refusedThoughLegal || 'none'} of them while fewer than ${limit} had been admitted in the second before`;
  const delays = greatestDelay === 0 ? '' : `, and held requests back for up to ${inWords(greatestDelay)}`;
  return `${controls.algorithm.options[algorithm]}: ${worst} passed on in the worst second, ${against}; ${refusals}${delays}.`;
}

const inWords = (delay: number): string => (delay < 1 ? `${Math.round(delay * 1000)} µs` : `${delay.toFixed(1)} ms`);

/**
 * Under steady traffic the number admitted has a closed form; arrivals in whole microseconds may shift it by one. A
 * bucket of one forgives no request that comes a microsecond early, and has none.
 */
function theory({ algorithm, traffic, limit, burst }: RateLimiterSettings): Partial<Record<Figure, number>> {
  const evenly = limit * (duration / second);
  if (traffic !== 'steady' && traffic !== 'twice') return {};
  switch (algorithm) {
    case 'fixedWindow':
    case 'slidingLog':
      return { admitted: evenly };
    case 'tokenBucket':
    case 'gcra':
    case 'leakyBucketQueue':
      if (burst === 1) return {};
      return { admitted: traffic === 'steady' ? evenly : Math.min(2 * evenly, evenly + burst - 1) };
    case 'windowFromFirstRequest':
    case 'slidingWindowCounter':
      return {};
  }
}

const inSeconds = (time: Micros): string => `${(time / second).toFixed(4)} s`;

/** Seven rate limiters before the same client. */
export const lab = {
  id: 'rate-limiter',
  title: 'Rate limiter',
  question:
    'A client may send 100 requests a second. It waits, then sends 200 within 20 ms: how many of them does each algorithm let through?',
  controls,
  figures: {
    requests: { label: 'Requests', digits: 0 },
    admitted: { label: 'Admitted', digits: 0 },
    refused: { label: 'Refused', digits: 0 },
    refusedThoughLegal: { label: 'Refused though below the limit', digits: 0 },
    worst: { label: 'Passed on in the worst second', digits: 0 },
    bound: { label: 'Most in any second, whatever the traffic', digits: 0 },
    bytes: { label: 'State of one client, at most', unit: 'bytes', digits: 0 },
    meanDelay: { label: 'Mean delay', unit: 'ms', digits: 1 },
    greatestDelay: { label: 'Greatest delay', unit: 'ms', digits: 1 },
    waiting: { label: 'Still waiting at the end', digits: 0 },
  },
  scenarios: [
    { id: 'boundary', name: 'A burst across the boundary of a fixed window', settings: {} },
    { id: 'boundary-log', name: 'The same burst before a sliding log', settings: { algorithm: 'slidingLog' } },
    {
      id: 'boundary-counter',
      name: 'The same burst before a sliding window counter',
      settings: { algorithm: 'slidingWindowCounter' },
    },
    {
      id: 'small-bucket',
      name: 'A token bucket of ten, Poisson traffic',
      settings: { algorithm: 'tokenBucket', traffic: 'poisson', burst: 10 },
    },
    {
      id: 'full-bucket',
      name: 'A full bucket under twice the limit',
      settings: { algorithm: 'gcra', traffic: 'twice' },
    },
    {
      id: 'queue',
      name: 'A burst smoothed by a queue',
      settings: { algorithm: 'leakyBucketQueue' },
    },
    {
      id: 'at-limit',
      name: 'A sliding window counter at exactly the limit',
      settings: { algorithm: 'slidingWindowCounter', traffic: 'steady' },
    },
  ],
  run,
  finding,
  theory,
  describe: ({ number, time, passed, admittedBefore }) =>
    passed === undefined
      ? `Request ${number} at ${inSeconds(time)}: refused, ${admittedBefore} admitted in the second before`
      : passed > time
        ? `Request ${number} at ${inSeconds(time)}: queued, passed on at ${inSeconds(passed)}`
        : `Request ${number} at ${inSeconds(time)}: admitted`,
  leftOut: [
    'One client and one store: no race between instances, no delay of the store, no clocks that differ.',
    'The client neither slows down nor tries again when it is refused.',
    'Every request costs the same.',
    'State is counted as 8 bytes a number, without the key and what a store adds to it.',
  ],
} satisfies Lab<typeof controls, RequestEvent, Figure>;
