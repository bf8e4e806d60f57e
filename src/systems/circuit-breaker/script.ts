import { type Micros, second } from '../../kernel/time.ts';

/** What befalls the backend. */
export type ScriptName = 'outage' | 'flapping' | 'slow' | 'stampede';

/** A stretch of time in which the backend works at a share of its speed; 0 hangs. */
export interface Trouble {
  readonly from: Micros;
  readonly to: Micros;
  readonly speed: number;
}

export interface Script {
  /** In order of time, apart from one another. */
  readonly troubles: readonly Trouble[];
  /** Calls that come at one moment, beside the others. */
  readonly burst: { readonly time: Micros; readonly calls: number };
  /** The moment from which nothing more befalls the backend. */
  readonly over: Micros;
}

const noBurst = { time: 0, calls: 0 };

export const scripts: Readonly<Record<ScriptName, Script>> = {
  outage: {
    troubles: [{ from: 10 * second, to: 20 * second, speed: 0 }],
    burst: noBurst,
    over: 20 * second,
  },
  flapping: {
    troubles: [10, 15, 20, 25].map((from) => ({ from: from * second, to: (from + 3) * second, speed: 0 })),
    burst: noBurst,
    over: 28 * second,
  },
  slow: {
    troubles: [{ from: 10 * second, to: 25 * second, speed: 0.1 }],
    burst: noBurst,
    over: 25 * second,
  },
  stampede: { troubles: [], burst: { time: 10 * second, calls: 600 }, over: 10 * second },
};

/** When a piece of work is done that is begun at a moment and takes a span at full speed. */
export function doneAt(troubles: readonly Trouble[], begun: Micros, work: Micros): Micros {
  let time = begun;
  let left = work;
  for (const { from, to, speed } of troubles) {
    if (to <= time) continue;
    const before = Math.max(0, from - time);
    if (left <= before) return time + left;
    time += before;
    left -= before;
    const during = (to - time) * speed;
    if (left <= during) return time + Math.ceil(left / speed);
    time = to;
    left -= Math.floor(during);
  }
  return time + left;
}
