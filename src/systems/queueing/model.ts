import type { Random } from '../../kernel/random.ts';
import type { Micros } from '../../kernel/time.ts';
import type { Request } from './workload.ts';

/** A request with what became of it. */
export interface Served extends Request {
  readonly server: number;
  readonly started: Micros;
  readonly left: Micros;
}

/** One line before all servers, or a line before each, which a request chooses blindly. */
export type Lines = 'shared' | 'separate';

/**
 * Serves every request in the order of arrival and lets none leave early. A request begins when it has come and its
 * server is free: the recursion of Lindley (1952), for several servers that of Kiefer and Wolfowitz (1955).
 */
export function serve(
  requests: readonly Request[],
  servers: number,
  { lines, choices }: { readonly lines: Lines; readonly choices: Random },
): readonly Served[] {
  const free = new Float64Array(servers);
  const choose = lines === 'shared' ? () => firstFree(free) : () => choices.below(servers);
  return requests.map(({ id, arrived, demand }) => {
    const server = choose();
    const started = Math.max(arrived, free[server] ?? 0);
    const left = started + demand;
    free[server] = left;
    return { id, arrived, demand, server, started, left };
  });
}

/** The server that is free first; of several the first in order. */
const firstFree = (free: Float64Array): number => {
  let first = 0;
  for (let i = 1; i < free.length; i++) if ((free[i] ?? 0) < (free[first] ?? 0)) first = i;
  return first;
};

/**
 * The number of requests in the system, summed over time from 0 until the last one leaves: a request counts from its
 * arrival up to the moment it leaves. The moments are walked, the times of single requests are not used.
 */
export function occupancy(served: readonly { readonly arrived: Micros; readonly left: Micros }[]): {
  /** In request-microseconds. */
  readonly area: number;
  readonly end: Micros;
  /** The number at each moment asked for; the moments ascend. */
  readonly at: (moments: readonly Micros[]) => readonly number[];
} {
  // `from` is several times slower with a function of its own than with an array that was mapped.
  const arrivals = Float64Array.from(served.map(({ arrived }) => arrived)).sort();
  const departures = Float64Array.from(served.map(({ left }) => left)).sort();
  const end = departures.at(-1) ?? 0;
  let area = 0;
  let before = 0;
  for (let i = 0, j = 0; j < departures.length; ) {
    const comes = (arrivals[i] ?? Infinity) <= (departures[j] ?? Infinity);
    const now = (comes ? arrivals[i] : departures[j]) ?? end;
    area += (i - j) * (now - before);
    before = now;
    if (comes) i += 1;
    else j += 1;
  }
  const at = (moments: readonly Micros[]): readonly number[] => {
    let i = 0;
    let j = 0;
    return moments.map((moment) => {
      while ((arrivals[i] ?? Infinity) <= moment) i += 1;
      while ((departures[j] ?? Infinity) <= moment) j += 1;
      return i - j;
    });
  };
  return { area, end, at };
}
