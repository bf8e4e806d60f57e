import { type Micros, second } from '../../kernel/time.ts';
import type { Outcome } from './model.ts';

const counts = [
  /** Requests that wait at the backend. */
  'waiting',
  /** Those of them whose callers have given up. */
  'abandoned',
  /** Workers with a request. */
  'working',
  /** Callers who wait for an answer. */
  'asking',
  /** Callers who wait for their next attempt. */
  'pausing',
  /** How the calls of the second before ended. */
  'answered',
  'failed',
  'refused',
] as const;
type Count = (typeof counts)[number];

/** Who and what is where at one moment. */
export type Census = Readonly<Record<Count, number>>;

/** The census of a run at each of these moments, which ascend. */
export function censusAt(times: readonly Micros[], { calls, requests }: Outcome): readonly Census[] {
  const counters = ofEach(() => counterOf(times));
  for (const { sent, settled, work } of requests) {
    counters.asking.add(sent, settled);
    counters.pausing.add(sent, settled, -1);
    if (!work) continue;
    counters.waiting.add(sent, work.begun);
    counters.abandoned.add(settled, work.begun);
    counters.working.add(work.begun, work.done);
  }
  for (const { called, ended, result } of calls) {
    counters.pausing.add(called, ended);
    counters[result].add(ended, ended + second);
  }
  const columns = ofEach((count) => counters[count].counts());
  return times.map((_, i) => ofEach((count) => columns[count][i] ?? 0));
}

const ofEach = <Value>(value: (count: Count) => Value): Readonly<Record<Count, Value>> =>
  Object.fromEntries(counts.map((count) => [count, value(count)])) as Record<Count, Value>;

/** Counts at each moment the spans that hold it, from their beginnings up to but not with their ends. */
function counterOf(times: readonly Micros[]) {
  const changes = new Int32Array(times.length + 1);
  const placeOf = (time: Micros): number => {
    let low = 0;
    let high = times.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((times[middle] ?? 0) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    add(from: Micros, to: Micros, many = 1): void {
      if (to <= from) return;
      const [begin, end] = [placeOf(from), placeOf(to)];
      changes[begin] = (changes[begin] ?? 0) + many;
      changes[end] = (changes[end] ?? 0) - many;
    },
    counts(): readonly number[] {
      let sum = 0;
      return times.map((_, i) => {
        sum += changes[i] ?? 0;
        return sum;
      });
    },
  };
}
