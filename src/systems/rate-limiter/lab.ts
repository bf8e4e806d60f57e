import { meanOf } from '../../kernel/statistics.ts';
import { type Micros, millisecond, second } from '../../kernel/time.ts';
import type { Lab, Run, Settings } from '../../lab/lab.ts';
import { follow, inLastSecond, type RequestEvent } from './follow.ts';
import { type Algorithm, algorithms, isRefusedThoughLegal, judge, worstWindow } from './model.ts';
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

/** The algorithms below a chart of bars, in the order of the controls. */
const places = { label: 'Algorithm', names: ['fixed', 'first', 'log', 'count', 'token', 'GCRA', 'queue'] } as const;
const names = Object.keys(algorithms) as readonly Algorithm[];

const moments: readonly Micros[] = Array.from({ length: 501 }, (_, i) => (i * duration) / 500);

/** Moments of one second, before its end. */
const parts: readonly Micros[] = Array.from({ length: 200 }, (_, i) => (i * second) / 200).concat(second - 1);

const quotaOf = ({ limit, burst }: RateLimiterSettings) => ({ limit, burst, window: second });

function run(settings: RateLimiterSettings, seed: number): Run<RequestEvent, Figure> {
  const { algorithm, traffic, limit } = settings;
  const quota = quotaOf(settings);
  const requests = arrivals(traffic, limit, seed);
  const { decisions, passed, counted, bytes } = judge(algorithm, quota, { requests, moments });
  const worst = worstWindow(passed, second);
  const outcomes = names.map((name) => {
    const outcome = name === algorithm ? { decisions, passed } : judge(name, quota, { requests });
    return {
      worst: worstWindow(outcome.passed, second).count,
      bound: algorithms[name].bound(quota),
      refused: requests.length - outcome.passed.length,
      refusedThoughLegal: outcome.decisions.filter((decision) => isRefusedThoughLegal(decision, quota)).length,
    };
  });
  const chosen = outcomes[names.indexOf(algorithm)];
  if (!chosen) throw new Error(`Expected an algorithm, found ${algorithm}.`);
  const bars = (name: string, figure: keyof typeof chosen) => ({
    name,
    form: 'bar' as const,
    x: names.map((_, i) => i),
    y: outcomes.map((outcome) => outcome[figure]),
  });
  const level = (from: Micros, to: Micros) => ({
    name: 'Limit',
    form: 'line' as const,
    x: [from / second, to / second],
    y: [limit, limit],
  });
  const inWorst = parts.map((part) => worst.from + part);
  const since = (name: string, times: readonly Micros[]) => ({
    name,
    form: 'step' as const,
    x: inWorst.map((moment) => moment / second),
    y: inLastSecond(
      times.filter((time) => time >= worst.from && time < worst.from + second),
      inWorst,
    ),
  });
  const delays = decisions.flatMap(({ time, passed: at }) => (at === undefined ? [] : [at - time]));
  const seconds = moments.map((moment) => moment / second);
  return {
    events: follow(algorithm, quota, decisions, worst.from + second),
    charts: [
      {
        title: 'Most passed on in any second',
        x: places,
        y: { label: 'Requests' },
        series: [
          bars('With this traffic', 'worst'),
          bars('With any traffic', 'bound'),
          { name: 'Limit', form: 'line', x: names.map((_, i) => i), y: names.map(() => limit) },
        ],
      },
      {
        title: `${controls.algorithm.options[algorithm]}: the last second at each time`,
        x: { label: 'Time, s' },
        y: { label: 'Requests in the second before' },
        series: [
          { name: 'Sent', form: 'step', x: seconds, y: inLastSecond(requests, moments) },
          { name: 'Passed on', form: 'step', x: seconds, y: inLastSecond(passed, moments) },
          { name: 'Counted by the algorithm', form: 'line', x: seconds, y: counted },
          level(0, duration),
        ],
        clock: second,
      },
      {
        title: `${controls.algorithm.options[algorithm]}: the worst second`,
        x: { label: 'Time, s' },
        y: { label: 'Requests since it began' },
        series: [since('Sent', requests), since('Passed on', passed), level(worst.from, worst.from + second)],
        clock: second,
      },
      {
        title: 'Refused by each algorithm',
        x: places,
        y: { label: 'Requests' },
        series: [bars('Refused', 'refused'), bars('Though below the limit', 'refusedThoughLegal')],
      },
    ],
    figures: {
      ...chosen,
      requests: requests.length,
      admitted: passed.length,
      bytes,
      meanDelay: delays.length === 0 ? 0 : meanOf(delays) / millisecond,
      greatestDelay: delays.reduce((most, delay) => Math.max(most, delay), 0) / millisecond,
      waiting: passed.filter((at) => at >= duration).length,
    },
  };
}

function finding({ figures }: Run<RequestEvent, Figure>, { algorithm, limit }: RateLimiterSettings): string {
  const { worst, refused, refusedThoughLegal, greatestDelay } = figures;
  const against = worst > limit ? `${worst - limit} above the limit of ${limit}` : `within the limit of ${limit}`;
  const refusals =
    refused === 0
      ? 'it refused none'
      : `it refused ${refused}, ${refusedThoughLegal || 'none'} of them while fewer than ${limit} had been admitted in the second before`;
  const delays = greatestDelay < 0.05 ? '' : `, and held requests back for up to ${greatestDelay.toFixed(1)} ms`;
  return `${controls.algorithm.options[algorithm]}: ${worst} passed on in the worst second, ${against}; ${refusals}${delays}.`;
}

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

/** Seven rate limiters before the same client: which of them keeps the limit, and what does it take for that? */
export const lab = {
  id: 'rate-limiter',
  title: 'Rate limiter',
  question:
    'How many requests does each algorithm let through in its worst second, and which does it refuse without need?',
  prediction: {
    question:
      'a token bucket holds 100 tokens, is full at first and gets 100 more each second. A client sends 200 requests a second: how many get through in the worst second?',
    scenario: 'full-bucket',
    options: {
      limit: '100, since that is the limit',
      little: 'About 110',
      half: 'About 150',
      double: 'About 200, as many as are sent',
    },
    answer: ({ figures: { worst } }, { limit }) =>
      worst <= limit ? 'limit' : worst < 1.25 * limit ? 'little' : worst < 1.75 * limit ? 'half' : 'double',
  },
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
    { id: 'boundary', name: 'A burst across a boundary', settings: {} },
    { id: 'boundary-log', name: 'The burst, sliding log', settings: { algorithm: 'slidingLog' } },
    {
      id: 'boundary-counter',
      name: 'The burst, sliding counter',
      settings: { algorithm: 'slidingWindowCounter' },
    },
    { id: 'queue', name: 'The burst, smoothed by a queue', settings: { algorithm: 'leakyBucketQueue' } },
    {
      id: 'full-bucket',
      name: 'A full bucket, twice the limit',
      settings: { algorithm: 'tokenBucket', traffic: 'twice' },
    },
    { id: 'meter', name: 'The same bucket as a meter', settings: { algorithm: 'gcra', traffic: 'twice' } },
    {
      id: 'small-bucket',
      name: 'A bucket of ten, random times',
      settings: { algorithm: 'tokenBucket', traffic: 'poisson', burst: 10 },
    },
    {
      id: 'at-limit',
      name: 'A sliding counter at its limit',
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
} as const satisfies Lab<typeof controls, RequestEvent, Figure>;
