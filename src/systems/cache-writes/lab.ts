import { percentile } from '../../kernel/statistics.ts';
import { type Micros, millisecond, second } from '../../kernel/time.ts';
import type { Chart, Controls, Lab, Settings } from '../../lab/lab.ts';
import { type Happening, keyCount, type Operation, operationsOf, simulate } from './model.ts';
import { race } from './race.ts';
import type { Key, Stores, Value, WritePolicy } from './steps.ts';
import { rowsPerThousandWrites, writeTimes } from './theory.ts';

const operationCount = 2000;
/** Events told before the crash, and from the crash on. */
const eventsBefore = 150;
const eventsSince = 45;
/** Points of the chart of entries. */
const pointCount = 400;
const policies = ['through', 'around', 'back', 'early'] as const satisfies readonly WritePolicy[];

const controls = {
  policy: {
    kind: 'choice',
    label: 'Write policy',
    options: {
      through: 'Write-through',
      around: 'Write-around, delete after it',
      back: 'Write-back',
      early: 'Write-around, delete before it',
    },
    initial: 'back',
  },
  flush: { kind: 'range', label: 'Write-back flushes every', unit: 's', min: 0.1, max: 10, step: 0.1, initial: 1 },
  crash: { kind: 'range', label: 'The cache crashes at', unit: 's', min: 1, max: 39, step: 0.1, initial: 20.9 },
  writes: { kind: 'range', label: 'Writes among the operations', unit: '%', min: 10, max: 90, step: 5, initial: 50 },
  database: { kind: 'range', label: 'Mean time of the database', unit: 'ms', min: 1, max: 10, step: 0.5, initial: 5 },
} as const satisfies Controls;

type Chosen = Settings<typeof controls>;
type Figure =
  | 'meanWrite'
  | 'p99Write'
  | 'databaseWrites'
  | 'lost'
  | 'unflushed'
  | 'readAfterWrite'
  | 'staleOrders'
  | 'orders';

/** The policies below a chart of bars. */
const places = { label: 'Write policy', names: ['through', 'around', 'back', 'delete first'] } as const;

/** What happened, and what both stores hold after it; of each key the number of the write that it has. */
interface Change {
  readonly time: Micros;
  readonly what: Happening;
  /** By key; −1 where the cache does not have it. */
  readonly cache: readonly Value[];
  readonly dirty: readonly Key[];
  /** By key; 0 where nothing was written. */
  readonly database: readonly Value[];
}

/** Write policies on the same operations: what does a write cost, and what does a crash? */
export const lab = {
  id: 'cache-writes',
  title: 'Cache write policies',
  question: 'Which policy answers a write first, and what is gone when the cache dies?',
  prediction: {
    question:
      'write-back flushes every 10 s, the client writes 25 times a second, and the cache dies just before a flush. Of how many of the 40 keys is the last value lost?',
    scenario: 'back-rare',
    options: {
      none: 'None, since every write was acknowledged',
      one: 'One, that of the write under way',
      some: 'About a quarter, the popular keys',
      most: 'More than three quarters of them',
    },
    answer: ({ figures: { lost } }) =>
      lost === 0 ? 'none' : lost === 1 ? 'one' : lost <= 0.75 * keyCount ? 'some' : 'most',
  },
  controls,
  figures: {
    meanWrite: { label: 'Mean time of a write', unit: 'ms', digits: 2 },
    p99Write: { label: '99th percentile of a write', unit: 'ms', digits: 2 },
    databaseWrites: { label: 'Rows written to the database per 1,000 writes', digits: 0 },
    lost: { label: 'Values lost in the crash', digits: 0 },
    unflushed: { label: 'Acknowledged writes that wait for a flush in the crash', digits: 0 },
    readAfterWrite: { label: 'First reads after a write that hit', unit: '%', digits: 1 },
    staleOrders: { label: 'Orders of a read and a write that leave an old value', digits: 0 },
    orders: { label: 'Possible orders of a read and a write', digits: 0 },
  },
  scenarios: [
    { id: 'back', name: 'Write-back and a crash', settings: {} },
    { id: 'back-rare', name: 'Write-back that flushes rarely', settings: { flush: 10, crash: 29.9 } },
    { id: 'back-soon', name: 'A crash soon after a flush', settings: { crash: 20.1 } },
    { id: 'through', name: 'Write-through', settings: { policy: 'through' } },
    { id: 'around', name: 'Write-around', settings: { policy: 'around' } },
    { id: 'early', name: 'Write-around, delete first', settings: { policy: 'early' } },
  ],
  run(settings, seed) {
    const operations = operationsOf(
      { count: operationCount, writeShare: settings.writes / 100, databaseMean: settings.database * millisecond },
      seed,
    );
    const outcomes = policies.map((policy) => ({
      ...measure({ ...settings, policy }, operations),
      ...countOrders(policy),
    }));
    const chosen = outcomes[policies.indexOf(settings.policy)];
    if (!chosen) throw new Error(`Expected a policy, found ${settings.policy}.`);
    const { events, entries } = follow(settings, operations);
    const bars = (name: string, figure: keyof (typeof outcomes)[number]) => ({
      name,
      form: 'bar' as const,
      x: policies.map((_, i) => i),
      y: outcomes.map((outcome) => outcome[figure]),
    });
    return {
      events,
      charts: [
        {
          title: 'Time of a write',
          x: places,
          y: { label: 'Until it is acknowledged, ms' },
          series: [bars('Mean', 'meanWrite'), bars('99th percentile', 'p99Write')],
        },
        entries,
        {
          title: 'Writes that reach the database',
          x: places,
          y: { label: 'Rows per 1,000 writes' },
          series: [bars('Rows', 'databaseWrites')],
        },
        {
          title: 'First read after a write',
          x: places,
          y: { label: 'Hits, %' },
          series: [bars('Hits', 'readAfterWrite')],
        },
      ],
      figures: chosen,
    };
  },
  finding({ figures, charts }, { policy }) {
    const mean = `${figures.meanWrite.toFixed(2)} ms`;
    const hits = `${figures.readAfterWrite.toFixed(1)}%`;
    const stale = `${figures.staleOrders} of the ${figures.orders} orders of a read and a write ${figures.staleOrders === 1 ? 'leaves' : 'leave'} an old value in the cache`;
    if (policy === 'back') {
      const through = charts[0]?.series[0]?.y[policies.indexOf('through')] ?? Number.NaN;
      const saved = `${figures.databaseWrites.toFixed(0)} rows written to the database per 1,000 writes`;
      const loss =
        figures.lost === 0
          ? 'and the crash comes when nothing is dirty and loses nothing'
          : `but the crash loses ${countOf(figures.lost, 'value')}, all that was dirty after ${countOf(figures.unflushed, 'unflushed write')}`;
      return `Write-back answers a write in ${mean} where write-through takes ${through.toFixed(2)} ms, with ${saved}, ${loss}.`;
    }
    if (policy === 'through')
      return `Write-through answers a write in ${mean}, loses ${figures.lost === 0 ? 'nothing' : figures.lost} in the crash, and ${hits} of the first reads after a write hit.`;
    if (policy === 'around')
      return `Write-around answers a write in ${mean} and loses ${figures.lost === 0 ? 'nothing' : figures.lost}, but ${hits} of the first reads after a write hit, and ${stale}.`;
    const after = countOrders('around');
    return `With the delete before the write, ${stale}, against ${after.staleOrders} of ${after.orders} with the delete after it.`;
  },
  theory({ policy, database, flush, writes }) {
    const { mean, p99 } = writeTimes(policy, database * millisecond);
    const databaseWrites = policy === 'back' ? rowsPerThousandWrites(flush * second, writes / 100) : 1000;
    return { meanWrite: mean / millisecond, p99Write: p99 / millisecond, databaseWrites };
  },
  describe: ({ what }) => {
    switch (what.kind) {
      case 'read':
        return `read of key ${what.key}: ${what.hit ? 'hit' : 'miss'}, value ${what.value}`;
      case 'write':
        return `write of value ${what.value} to key ${what.key} acknowledged`;
      case 'step':
        return `value ${what.value} of key ${what.key}: ${what.step}`;
      case 'flush':
        return `flush: ${countOf(what.rows, 'row')} written to the database`;
      case 'crash':
        return `the cache crashes: ${countOf(what.lost.length, 'value')} lost`;
    }
  },
} as const satisfies Lab<typeof controls, Change, Figure>;

const planOf = ({ policy, flush, crash }: Chosen) => ({
  policy,
  flushInterval: Math.round(flush * second),
  crashAt: Math.round(crash * second),
});

const countOrders = (policy: WritePolicy): { readonly staleOrders: number; readonly orders: number } => {
  const orders = race(policy, false);
  return { staleOrders: orders.filter(({ stale }) => stale).length, orders: orders.length };
};

/** The figures of one policy over the whole run. */
function measure(settings: Chosen, operations: readonly Operation[]) {
  const times: Micros[] = [];
  const unread = new Set<Key>();
  let rows = 0;
  let lost = 0;
  let unflushed = 0;
  let sinceFlush = 0;
  let firstReads = 0;
  let firstHits = 0;
  simulate(operations, planOf(settings), (time, what) => {
    if (what.kind === 'write') {
      times.push(time - what.began);
      unread.add(what.key);
      sinceFlush += 1;
    } else if (what.kind === 'step' && what.step === 'write to database') {
      rows += 1;
    } else if (what.kind === 'read' && unread.delete(what.key)) {
      firstReads += 1;
      if (what.hit) firstHits += 1;
    } else if (what.kind === 'flush') {
      rows += what.rows;
      sinceFlush = 0;
    } else if (what.kind === 'crash') {
      lost = what.lost.length;
      unflushed = settings.policy === 'back' ? sinceFlush : 0;
      sinceFlush = 0;
    }
  });
  const total = times.reduce((sum, time) => sum + time, 0);
  return {
    meanWrite: total / times.length / millisecond,
    p99Write: percentile(times, 0.99) / millisecond,
    // The crash took what unflushed writes would have cost the database: it is no saving.
    databaseWrites: (1000 * rows) / (times.length - unflushed),
    lost,
    unflushed,
    readAfterWrite: (100 * firstHits) / firstReads,
  };
}

/** The happenings beside the crash, and how many entries there were and how many of them dirty before and after it. */
function follow(settings: Chosen, operations: readonly Operation[]) {
  const before: Change[] = [];
  const since: Change[] = [];
  const crashAt = Math.round(settings.crash * second);
  const span = Math.max(2.5, 1.2 * settings.flush) * second;
  const width = (2 * span) / pointCount;
  const points = new Map<number, { readonly held: number; readonly dirty: number }>();
  simulate(operations, planOf(settings), (time, what, stores) => {
    // The last of each point's width, away from the crash, which so has a point of its own.
    const point = Math.sign(time - crashAt) * Math.ceil(Math.abs(time - crashAt) / width);
    if (Math.abs(time - crashAt) <= span) points.set(point, { held: stores.cache.size, dirty: stores.dirty.size });
    if (what.kind === 'crash' || since.length > 0) {
      if (since.length < eventsSince) since.push(changeOf(time, what, stores));
      return;
    }
    if (time > crashAt - 5 * second) before.push(changeOf(time, what, stores));
  });
  const x = [...points.keys()].map((point) => (crashAt + point * width) / second);
  const values = [...points.values()];
  const entries: Chart = {
    title: 'Entries of the cache around the crash',
    x: { label: 'Time, s' },
    y: { label: 'Entries' },
    series: [
      { name: 'All', form: 'step', x, y: values.map(({ held }) => held) },
      { name: 'Dirty, lost in a crash', form: 'step', x, y: values.map(({ dirty }) => dirty) },
    ],
    clock: second,
  };
  return { events: [...before.slice(-eventsBefore), ...since], entries };
}

const keys = Array.from({ length: keyCount }, (_, key) => key);
const changeOf = (time: Micros, what: Happening, { cache, dirty, database }: Stores): Change => ({
  time,
  what,
  cache: keys.map((key) => cache.get(key) ?? -1),
  dirty: [...dirty],
  database: keys.map((key) => database.get(key) ?? 0),
});

const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
