import { type Micros, millisecond } from '../../kernel/time.ts';
import type { Controls, Lab, Run, Series, Settings } from '../../lab/lab.ts';
import { cache, countHits, type PolicyName, policies } from './model.ts';
import { type Key, none, type Trace } from './policy.ts';
import { independentHitRatio, loopHitRatio } from './theory.ts';
import { loopLength, type TraceName, type TraceSize, tracesOf } from './traces.ts';

const size: TraceSize = { accesses: 5000, keys: 500 };
const capacities = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100];
/** Hit ratios leap where the loop fits: a line from 70 to 80 would show a slope. */
const capacitiesOnLoop = [10, 20, 30, 40, 50, 60, loopLength(size) - 1, loopLength(size), 90, 100];
const eventCount = 200;
const windowLength = 100;
/** Hit ratios closer than this, in points of 100, are a tie. */
const tie = 0.5;

const names = {
  fifo: 'FIFO',
  lifo: 'LIFO',
  lru: 'LRU',
  mru: 'MRU',
  lfu: 'LFU',
  sieve: 'SIEVE',
  opt: 'OPT',
} as const satisfies Record<PolicyName, string>;

const traffic = {
  zipf: 'with stable popularity',
  scan: 'with scans in between',
  loop: 'on a loop',
  shift: 'with shifting popularity',
} as const satisfies Record<TraceName, string>;

const controls = {
  trace: {
    kind: 'choice',
    label: 'Traffic',
    options: { zipf: 'Zipf', scan: 'Zipf with scans', loop: 'Loop over 75 keys', shift: 'Shifting popularity' },
    initial: 'zipf',
  },
  policy: { kind: 'choice', label: 'Policy to follow', options: names, initial: 'lru' },
  capacity: { kind: 'range', label: 'Capacity', unit: 'entries', min: 10, max: 100, step: 1, initial: 50 },
} as const satisfies Controls;

type Figure = PolicyName | 'hits' | 'misses' | 'evictions' | 'kept';

/** One access, and the cache after it. */
interface Access {
  readonly time: Micros;
  readonly key: Key;
  readonly hit: boolean;
  /** The key that was evicted, or none (−1). */
  readonly victim: Key;
  /** The key in each slot, or none (−1). */
  readonly slots: readonly Key[];
}

/** Eviction policies on the same accesses: which keeps what will be asked for again? */
export const lab = {
  id: 'cache-eviction',
  title: 'Cache eviction',
  question: 'Which policy hits most often, and does it stay ahead when the traffic changes?',
  prediction: {
    question: 'a program reads the same 75 keys over and over, in order, and the cache holds 50. Which policy hits?',
    scenario: 'loop',
    options: {
      lru: 'LRU, since every key was used not long ago',
      lfu: 'LFU, since all keys are equally frequent',
      mru: 'MRU, since it gives up what it has just used',
      all: 'All about equally: two thirds of the keys fit',
    },
    answer({ figures }) {
      const [best, second] = choices.map((name) => figures[name]).toSorted((a, b) => b - a);
      if ((best ?? 0) - (second ?? 0) < tie && figures.lru > tie) return 'all';
      if (figures.lru > figures.mru) return 'lru';
      return figures.lfu > figures.mru ? 'lfu' : 'mru';
    },
  },
  controls,
  figures: {
    fifo: { label: 'FIFO hit ratio', unit: '%', digits: 1 },
    lifo: { label: 'LIFO hit ratio', unit: '%', digits: 1 },
    lru: { label: 'LRU hit ratio', unit: '%', digits: 1 },
    mru: { label: 'MRU hit ratio', unit: '%', digits: 1 },
    lfu: { label: 'LFU hit ratio', unit: '%', digits: 1 },
    sieve: { label: 'SIEVE hit ratio', unit: '%', digits: 1 },
    opt: { label: 'OPT hit ratio', unit: '%', digits: 1 },
    hits: { label: 'Hits of the followed policy', digits: 0 },
    misses: { label: 'Misses of the followed policy', digits: 0 },
    evictions: { label: 'Evictions of the followed policy', digits: 0 },
    kept: { label: 'Entries at the end', digits: 0 },
  },
  scenarios: [
    { id: 'stable', name: 'Stable popularity', settings: {} },
    { id: 'scan', name: 'A scan flushes LRU', settings: { trace: 'scan' } },
    { id: 'loop', name: 'A loop larger than the cache', settings: { trace: 'loop' } },
    { id: 'loop-fits', name: 'A loop that just fits', settings: { trace: 'loop', capacity: 75 } },
    { id: 'shift', name: 'Old favourites stay too long', settings: { trace: 'shift', policy: 'lfu' } },
  ],
  run(settings, seed) {
    const all = tracesOf(size, seed);
    const trace = all[settings.trace];
    const places = settings.trace === 'loop' ? capacitiesOnLoop : capacities;
    const curves = policyNames.map((name) => ({
      name: names[name],
      form: 'line' as const,
      x: places,
      y: places.map((capacity) => percentOfHits(name, capacity, trace)),
    }));
    const bars = traceNames.map((name) => ({
      name: controls.trace.options[name],
      form: 'bar' as const,
      x: policyNames.map((_, i) => i),
      y: policyNames.map((policy) => percentOfHits(policy, settings.capacity, all[name])),
    }));
    const { events, counts, course } = follow(settings, trace);
    const ratios = Object.fromEntries(
      policyNames.map((policy, i) => [policy, bars[traceNames.indexOf(settings.trace)]?.y[i] ?? Number.NaN]),
    ) as Record<PolicyName, number>;
    return {
      events,
      charts: [
        {
          title: 'Hit ratio by capacity',
          x: { label: 'Capacity, entries' },
          y: { label: 'Hit ratio, %' },
          series: curves,
        },
        {
          title: `Hit ratio by traffic, at ${settings.capacity} entries`,
          x: { label: 'Policy', names: policyNames.map((name) => names[name]) },
          y: { label: 'Hit ratio, %' },
          series: bars,
        },
        {
          title: `${names[settings.policy]} over the run`,
          x: { label: 'Accesses' },
          y: { label: `Hit ratio of each ${windowLength}, %` },
          series: [course],
          clock: millisecond,
        },
      ],
      figures: { ...ratios, ...counts },
    };
  },
  finding(run, { trace, policy }) {
    const here = choices.map((name) => ({ name, ratio: run.figures[name] }));
    const best = here.reduce((a, b) => (b.ratio > a.ratio ? b : a));
    const leaders: readonly PolicyName[] = here.filter(({ ratio }) => best.ratio - ratio < tie).map(({ name }) => name);
    const asides = [
      ...(leaders.includes(policy) || policy === 'opt' ? [] : [`${names[policy]} ${percent(run.figures[policy])}`]),
      `OPT ${percent(run.figures.opt)}`,
    ];
    const lead =
      leaders.length === 1
        ? `${names[best.name]} hits most, ${percent(best.ratio)}`
        : `${leaders.length === choices.length ? 'all six policies' : listOf(leaders)} tie at up to ${percent(best.ratio)} hits`;
    const fall = worstElsewhere(run, leaders, trace);
    const rest = fall
      ? `but ${traffic[fall.trace]} ${names[fall.policy]} has ${percent(fall.ratio)} and ${names[fall.best]} ${percent(fall.bestRatio)}`
      : 'and on the other traffic no other policy is half a point ahead';
    return `${capitalized(traffic[trace])} ${lead} (${asides.join(', ')}), ${rest}.`;
  },
  theory({ trace, capacity }) {
    if (trace === 'loop')
      return {
        fifo: 100 * loopHitRatio('fifo', capacity, size),
        lru: 100 * loopHitRatio('lru', capacity, size),
        mru: 100 * loopHitRatio('mru', capacity, size),
      };
    if (trace !== 'zipf') return {};
    return {
      fifo: 100 * independentHitRatio('fifo', capacity, size.keys),
      lru: 100 * independentHitRatio('lru', capacity, size.keys),
    };
  },
  describe: ({ key, hit, victim }) =>
    hit ? `key ${key}: hit` : `key ${key}: miss${victim === none ? '' : `, key ${victim} is evicted`}`,
  step: { name: 'access', time: millisecond },
} as const satisfies Lab<typeof controls, Access, Figure>;

const policyNames = ['fifo', 'lifo', 'lru', 'mru', 'lfu', 'sieve', 'opt'] as const satisfies readonly PolicyName[];
/** The policies that do not know the future. */
const choices = ['fifo', 'lifo', 'lru', 'mru', 'lfu', 'sieve'] as const satisfies readonly PolicyName[];
const traceNames = ['zipf', 'scan', 'loop', 'shift'] as const satisfies readonly TraceName[];

const percentOfHits = (policy: PolicyName, capacity: number, trace: Trace): number =>
  (100 * countHits(policies[policy], capacity, trace)) / trace.accesses.length;

/** One policy in detail: its last accesses, its counts, and its hit ratio in each window of accesses. */
function follow({ policy, capacity }: Settings<typeof controls>, trace: Trace) {
  const { accesses } = trace;
  const followed = cache(policies[policy], capacity, trace);
  const events: Access[] = [];
  const windows = new Array<number>(accesses.length / windowLength).fill(0);
  let hits = 0;
  let evictions = 0;
  for (const [i, key] of accesses.entries()) {
    const hit = followed.access(key);
    const { victim } = followed;
    if (hit) {
      hits += 1;
      const window = Math.floor(i / windowLength);
      windows[window] = (windows[window] ?? 0) + 1;
    }
    if (victim !== none) evictions += 1;
    if (i >= accesses.length - eventCount)
      events.push({ time: i * millisecond, key, hit, victim, slots: [...followed.slots] });
  }
  const course: Series = {
    name: 'Hit ratio',
    form: 'step',
    x: windows.map((_, window) => window * windowLength),
    y: windows.map((count) => (100 * count) / windowLength),
  };
  return { events, counts: { hits, misses: accesses.length - hits, evictions, kept: followed.size }, course };
}

/** Where one of these policies falls farthest behind the best of another kind of traffic, if it falls behind at all. */
function worstElsewhere(run: Run<Access, Figure>, leaders: readonly PolicyName[], trace: TraceName) {
  const falls = traceNames
    .filter((name) => name !== trace)
    .flatMap((name) => {
      const ratios = run.charts[1]?.series[traceNames.indexOf(name)]?.y ?? [];
      const ratioOf = (policy: PolicyName): number => ratios[policyNames.indexOf(policy)] ?? Number.NaN;
      const best = choices.reduce((a, b) => (ratioOf(b) > ratioOf(a) ? b : a));
      return leaders.map((policy) => ({
        trace: name,
        policy,
        best,
        ratio: ratioOf(policy),
        bestRatio: ratioOf(best),
      }));
    })
    .filter(({ ratio, bestRatio }) => bestRatio - ratio >= tie);
  return falls.toSorted((a, b) => b.bestRatio - b.ratio - (a.bestRatio - a.ratio))[0];
}

const percent = (ratio: number): string => `${ratio.toFixed(1)}%`;
const listOf = (leaders: readonly PolicyName[]): string =>
  leaders
    .map((name) => names[name])
    .join(', ')
    .replace(/, (\w+)$/, ' and $1');
const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
