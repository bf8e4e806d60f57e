import { eventQueue } from '../../kernel/event-queue.ts';
import { streams } from '../../kernel/random.ts';
import { exponential, zipf } from '../../kernel/samplers.ts';
import { type Micros, millisecond } from '../../kernel/time.ts';
import {
  crash,
  emptyStores,
  fillCache,
  flush,
  type Key,
  readCache,
  readDatabase,
  type Step,
  type Stores,
  steps,
  type Value,
  type WritePolicy,
  writeSteps,
} from './steps.ts';

/** What one client asks for, and how long the database would take over it. */
export interface Operation {
  readonly kind: 'read' | 'write';
  readonly key: Key;
  readonly databaseTime: Micros;
}

/** How many keys there are, and the exponent of their popularity. */
export const keyCount = 40;
export const skew = 0.9;
/** The client begins an operation each 20 ms, or as soon as the one before is done. */
export const pace: Micros = 20 * millisecond;
/** Every step at the cache takes as long. */
export const cacheTime: Micros = 500;

/** Operations on keys of different popularity; the database's times are exponential. */
export function operationsOf(
  {
    count,
    writeShare,
    databaseMean,
  }: { readonly count: number; readonly writeShare: number; readonly databaseMean: Micros },
  seed: number,
): readonly Operation[] {
  const [kinds, keys, times] = streams(seed, 3);
  const rank = zipf(keyCount, skew);
  return Array.from({ length: count }, () => ({
    kind: kinds.next() < writeShare ? 'write' : 'read',
    key: rank(keys),
    databaseTime: exponential(times, databaseMean),
  }));
}

/** What happened at a moment. */
export type Happening =
  | { readonly kind: 'read'; readonly key: Key; readonly value: Value; readonly hit: boolean; readonly began: Micros }
  | { readonly kind: 'write'; readonly key: Key; readonly value: Value; readonly began: Micros }
  | { readonly kind: 'step'; readonly step: Step; readonly key: Key; readonly value: Value }
  | { readonly kind: 'flush'; readonly rows: number }
  | { readonly kind: 'crash'; readonly lost: readonly Key[]; readonly aborted: boolean };

/** How a run is set up; flushes come only where a policy leaves something dirty, and until nothing is. */
export interface Plan {
  readonly policy: WritePolicy;
  readonly flushInterval: Micros;
  readonly crashAt: Micros;
}

/**
 * Runs operations one after another under a policy, and tells each happening with its time and the stores after it: a
 * read or a write when it is acknowledged, a step of a write when it takes effect. The cache dies once, with the
 * operation in progress, before a flush that is due at the same moment, and is back at once, empty.
 */
export function simulate(
  operations: readonly Operation[],
  { policy, flushInterval, crashAt }: Plan,
  tell: (time: Micros, happening: Happening, stores: Stores) => void,
): void {
  type Event =
    | { readonly kind: 'begin' | 'flush' | 'crash' }
    | { readonly kind: 'run'; readonly life: number; run(): void };
  const queue = eventQueue<Event>();
  const stores = emptyStores();
  let next = 0;
  let running = false;
  let life = 0;
  let now: Micros = 0;

  const after = (span: Micros, run: () => void): void => queue.schedule(now + span, { kind: 'run', life, run });
  const beginNext = (): void => {
    running = false;
    next += 1;
    if (next < operations.length) queue.schedule(Math.max(now, next * pace), { kind: 'begin' });
  };
  const acknowledge = (happening: Happening): void => {
    tell(now, happening, stores);
    beginNext();
  };

  const read = ({ key, databaseTime }: Operation): void => {
    const began = now;
    after(cacheTime, () => {
      const cached = readCache(stores, key);
      if (cached !== undefined) {
        acknowledge({ kind: 'read', key, value: cached, hit: true, began });
        return;
      }
      after(databaseTime, () => {
        const value = readDatabase(stores, key);
        after(cacheTime, () => {
          fillCache(stores, key, value);
          acknowledge({ kind: 'read', key, value, hit: false, began });
        });
      });
    });
  };

  const write = ({ key, databaseTime }: Operation): void => {
    const began = now;
    const value = next + 1;
    const take = (place: number): void => {
      const step = writeSteps[policy][place];
      if (step === undefined) {
        acknowledge({ kind: 'write', key, value, began });
        return;
      }
      after(steps[step].device === 'cache' ? cacheTime : databaseTime, () => {
        steps[step].effect(stores, key, value);
        tell(now, { kind: 'step', step, key, value }, stores);
        take(place + 1);
      });
    };
    take(0);
  };

  queue.schedule(0, { kind: 'begin' });
  queue.schedule(crashAt, { kind: 'crash' });
  if (policy === 'back') queue.schedule(flushInterval, { kind: 'flush' });
  for (let due = queue.next(); due; due = queue.next()) {
    const { time, event } = due;
    now = time;
    if (event.kind === 'run') {
      // What was under way when the cache died never ends.
      if (event.life === life) event.run();
    } else if (event.kind === 'begin') {
      const operation = operations[next];
      running = true;
      if (operation?.kind === 'write') write(operation);
      else if (operation) read(operation);
    } else if (event.kind === 'crash') {
      life += 1;
      tell(now, { kind: 'crash', lost: crash(stores), aborted: running }, stores);
      if (running) beginNext();
    } else if (next < operations.length || stores.dirty.size > 0) {
      tell(now, { kind: 'flush', rows: flush(stores) }, stores);
      queue.schedule(now + flushInterval, { kind: 'flush' });
    }
  }
}
