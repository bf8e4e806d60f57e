/** A whole number from 0 up. */
export type Key = number;

/** What a key holds: the number of the write that gave it, 0 where there was none. */
export type Value = number;

/** The cache, what in it the database has not seen, and the database. */
export interface Stores {
  readonly cache: Map<Key, Value>;
  readonly dirty: Set<Key>;
  readonly database: Map<Key, Value>;
}

/** What takes the time of a step. */
type Device = 'cache' | 'database';

/** The steps that operations consist of; each takes effect in one moment, and a crash falls between two. */
export const steps = {
  'write to cache': { device: 'cache', effect: ({ cache }, key, value) => void cache.set(key, value) },
  'write to cache as dirty': {
    device: 'cache',
    effect: ({ cache, dirty }, key, value) => {
      cache.set(key, value);
      dirty.add(key);
    },
  },
  'delete from cache': { device: 'cache', effect: ({ cache }, key) => void cache.delete(key) },
  'write to database': { device: 'database', effect: ({ database }, key, value) => void database.set(key, value) },
} as const satisfies Readonly<
  Record<string, { readonly device: Device; effect(stores: Stores, key: Key, value: Value): void }>
>;

/** The name of a step of a write. */
export type Step = keyof typeof steps;

/**
 * What each policy does on a write, in order, before it acknowledges (Oracle Coherence Developer's Guide 3.7.1,
 * read-through, write-through and write-behind caching; Azure Architecture Center, cache-aside pattern).
 */
export const writeSteps = {
  through: ['write to database', 'write to cache'],
  around: ['write to database', 'delete from cache'],
  back: ['write to cache as dirty'],
  /** Cache-aside in the wrong order. */
  early: ['delete from cache', 'write to database'],
} as const satisfies Readonly<Record<string, readonly Step[]>>;

/** The name of a write policy. */
export type WritePolicy = keyof typeof writeSteps;

/** Stores with nothing in them. */
export const emptyStores = (): Stores => ({ cache: new Map(), dirty: new Set(), database: new Map() });

/** What the cache has of a key, else nothing. */
export const readCache = ({ cache }: Stores, key: Key): Value | undefined => cache.get(key);

/** What the database has of a key. */
export const readDatabase = ({ database }: Stores, key: Key): Value => database.get(key) ?? 0;

/** Puts into the cache what was read from the database. */
export const fillCache = ({ cache }: Stores, key: Key, value: Value): void => void cache.set(key, value);

/** Writes all that is dirty to the database, as one transaction; gives how many rows that took. */
export function flush({ cache, dirty, database }: Stores): number {
  const rows = dirty.size;
  for (const key of dirty) database.set(key, cache.get(key) ?? 0);
  dirty.clear();
  return rows;
}

/** The cache dies with all that is in it; gives the keys whose last acknowledged value is gone. */
export function crash({ cache, dirty }: Stores): readonly Key[] {
  const lost = [...dirty];
  cache.clear();
  dirty.clear();
  return lost;
}
