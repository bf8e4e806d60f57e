import { type Random, streams } from '../../kernel/random.ts';
import { zipf } from '../../kernel/samplers.ts';
import type { Trace } from './policy.ts';

/** How large a trace is. */
export interface TraceSize {
  readonly accesses: number;
  /** How many keys are popular in some degree; a loop goes over 15 % of them, and a scan's keys are others. */
  readonly keys: number;
}

/** The exponent of popularity, near those of web caches (Breslau et al. 1999, Web caching and Zipf-like distributions). */
export const skew = 0.9;
/** Of each period of accesses, as long as there are keys, the last quarter is a scan. */
const scanShare = 0.25;
const loopShare = 0.15;
const phases = 5;

/** The kinds of traffic. */
const traces = {
  /** Stable popularity: the key of rank r is asked for with a weight of (r + 1)^−0.9. */
  zipf: (size, random) => {
    const rank = zipf(size.keys, skew);
    return trace(size, size.keys, () => rank(random));
  },
  /** Stable popularity, interrupted by scans over keys that are read once and never again. */
  scan: (size, random) => {
    const rank = zipf(size.keys, skew);
    const period = size.keys;
    const calm = period - Math.floor(period * scanShare);
    let scanned = size.keys;
    return trace(size, size.keys + size.accesses, (i) => (i % period < calm ? rank(random) : scanned++));
  },
  /** The same keys again and again, in order. */
  loop: (size) => {
    const length = loopLength(size);
    return trace(size, length, (i) => i % length);
  },
  /** Popularity that moves: in each fifth of the trace other keys are the popular ones. */
  shift: (size, random) => {
    const rank = zipf(size.keys, skew);
    const moved = (i: number): number => Math.floor((i * phases) / size.accesses) * Math.floor(size.keys / phases);
    return trace(size, size.keys, (i) => (rank(random) + moved(i)) % size.keys);
  },
} as const satisfies Readonly<Record<string, (size: TraceSize, random: Random) => Trace>>;

/** The name of a kind of traffic. */
export type TraceName = keyof typeof traces;

/** How many keys a loop goes over. */
export const loopLength = ({ keys }: TraceSize): number => Math.ceil(keys * loopShare);

/** A trace of each kind, from one seed; each has a stream of chance of its own. */
export function tracesOf(size: TraceSize, seed: number): Readonly<Record<TraceName, Trace>> {
  const [first, second, third] = streams(seed, 3);
  return {
    zipf: traces.zipf(size, first),
    scan: traces.scan(size, second),
    loop: traces.loop(size),
    shift: traces.shift(size, third),
  };
}

/** The accesses in a plain loop, since `from` with a function is several times slower. */
function trace(size: TraceSize, keys: number, keyOf: (i: number) => number): Trace {
  const accesses = new Int32Array(size.accesses);
  for (let i = 0; i < accesses.length; i++) accesses[i] = keyOf(i);
  return { keys, accesses };
}
