import {
  emptyStores,
  fillCache,
  readCache,
  readDatabase,
  type Step,
  steps,
  type Value,
  type WritePolicy,
  writeSteps,
} from './steps.ts';

/** One order of the steps of a read and a write of the same key, and whether the next read gets the old value. */
export interface Interleaving {
  readonly order: readonly (Step | ReadStep)[];
  readonly stale: boolean;
}

type ReadStep = (typeof readSteps)[number];
const readSteps = ['read from cache', 'read from database', 'fill cache'] as const;
const isReadStep = (step: Step | ReadStep): step is ReadStep => readSteps.some((name) => name === step);

/**
 * All orders in which a read that finds the cache empty and a write can meet. With a lease a fill counts only where
 * nothing changed the key in the cache since the miss (Nishtala et al., Scaling Memcache at Facebook, NSDI 2013, 3.2.1).
 */
export const race = (policy: WritePolicy, lease: boolean): readonly Interleaving[] =>
  interleavings<Step | ReadStep>(readSteps, writeSteps[policy]).map((order) => ({
    order,
    stale: nextRead(order, lease) !== newValue,
  }));

/** All sequences that hold two others in their orders; there are (n + m)! ÷ (n! m!). */
export function interleavings<T>(first: readonly T[], second: readonly T[]): readonly (readonly T[])[] {
  const [a, ...restOfFirst] = first;
  const [b, ...restOfSecond] = second;
  if (a === undefined) return [second];
  if (b === undefined) return [first];
  return [
    ...interleavings(restOfFirst, second).map((rest) => [a, ...rest]),
    ...interleavings(first, restOfSecond).map((rest) => [b, ...rest]),
  ];
}

const key = 0;
const oldValue = 1;
const newValue = 2;

/** What a read gets after all steps are done. */
function nextRead(order: readonly (Step | ReadStep)[], lease: boolean): Value {
  const stores = emptyStores();
  stores.database.set(key, oldValue);
  let missed = false;
  let read = oldValue;
  let leased = false;
  for (const step of order)
    if (!isReadStep(step)) {
      steps[step].effect(stores, key, newValue);
      if (steps[step].device === 'cache') leased = false;
    } else if (step === 'read from cache') {
      missed = readCache(stores, key) === undefined;
      leased = missed;
    } else if (step === 'read from database') read = readDatabase(stores, key);
    else if (missed && (leased || !lease)) fillCache(stores, key, read);
  return readCache(stores, key) ?? readDatabase(stores, key);
}
