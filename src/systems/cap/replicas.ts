import type { Micros } from '../../kernel/time.ts';

/** What a write left: its value, and the timestamp by which replicas order it. */
export interface Version {
  readonly timestamp: number;
  /** The operation that wrote it: it settles equal timestamps. */
  readonly writer: number;
  readonly value: number;
  /** The writes of the same key that were known where this one was made. */
  readonly saw: ReadonlySet<number>;
}

/** A version that gave way to one whose writer had never seen it. */
export interface Loss {
  readonly time: Micros;
  readonly key: number;
  readonly lost: number;
  readonly by: number;
}

/** A replica now holds another value. */
export interface Change {
  readonly time: Micros;
  readonly replica: number;
  readonly key: number;
  readonly value: number;
}

/** The versions that each replica holds of each key, and what was overwritten unseen. */
export interface Replicas {
  held(replica: number, key: number): Version;
  /** All writes of a key that a replica has met, kept or not. */
  seen(replica: number, key: number): ReadonlySet<number>;
  /** Keeps the later of what is held and what has come (last write wins). */
  merge(time: Micros, replica: number, key: number, version: Version): void;
  readonly losses: readonly Loss[];
  /** In the order of time. */
  readonly changes: readonly Change[];
}

/** What every key holds before the first write. */
const unwritten: Version = { timestamp: -Infinity, writer: -1, value: 0, saw: new Set() };

/** Replicas that hold nothing yet. */
export function replicas(count: number, keys: number): Replicas {
  const table = Array.from({ length: count }, () =>
    Array.from({ length: keys }, () => ({ held: unwritten, seen: new Set<number>() })),
  );
  const losses: Loss[] = [];
  const changes: Change[] = [];
  const cell = (replica: number, key: number) => {
    const found = table[replica]?.[key];
    if (!found) throw new RangeError(`No key ${key} at replica ${replica}.`);
    return found;
  };
  return {
    losses,
    changes,
    held: (replica, key) => cell(replica, key).held,
    seen: (replica, key) => cell(replica, key).seen,
    merge(time, replica, key, version) {
      const place = cell(replica, key);
      const { held, seen } = place;
      if (held.writer === version.writer) return;
      for (const writer of version.saw) seen.add(writer);
      seen.add(version.writer);
      const [winner, loser] = isLater(version, held) ? [version, held] : [held, version];
      place.held = winner;
      if (winner === version) changes.push({ time, replica, key, value: version.value });
      if (loser !== unwritten && !winner.saw.has(loser.writer)) {
        losses.push({ time, key, lost: loser.writer, by: winner.writer });
      }
    },
  };
}

/** Whether a version comes after another: by timestamp, then by writer. */
export const isLater = (a: Version, b: Version): boolean =>
  a.timestamp === b.timestamp ? a.writer > b.writer : a.timestamp > b.timestamp;
