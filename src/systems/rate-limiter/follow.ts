import { type Micros, second } from '../../kernel/time.ts';
import type { Inside, Quota } from './algorithms/limiter.ts';
import { type Algorithm, algorithms, type Decision } from './model.ts';

/** A request and its fate, with its place in the order of all. */
export interface RequestEvent extends Decision {
  readonly number: number;
  /** What the algorithm keeps after it. */
  readonly inside: Inside;
  /** How many were passed on in the second that ends with it. */
  readonly inLastSecond: number;
}

/** How many requests the table and the player have, at most and, where there are so many, at least. */
const eventsKept = { most: 400, least: 60 };
/** How many requests are told from the first that was refused on. */
const afterRefusal = 20;

/** The last requests up to a time or the first few refusals, each with what the algorithm kept after it. */
export function follow(algorithm: Algorithm, quota: Quota, decisions: readonly Decision[], before: Micros) {
  const limiter = algorithms[algorithm].limiter(quota);
  const found = decisions.findIndex(({ time }) => time >= before);
  const refused = decisions.findIndex(({ passed }) => passed === undefined);
  const end = Math.max(found < 0 ? decisions.length : found, eventsKept.least, refused + afterRefusal);
  const told = decisions.slice(0, end);
  const first = told.length - eventsKept.most;
  const passed: Micros[] = [];
  let gone = 0;
  let left = 0;
  return told.flatMap((decision, i): readonly RequestEvent[] => {
    const { time } = decision;
    limiter.take(time);
    if (decision.passed !== undefined) passed.push(decision.passed);
    while ((passed[left] ?? Infinity) <= time) left += 1;
    while (gone < left && time - (passed[gone] ?? 0) >= second) gone += 1;
    if (i < first) return [];
    return [{ ...decision, number: i + 1, inside: limiter.inside(time), inLastSecond: left - gone }];
  });
}

/** How many of the times lie in the second that ends with each of the moments; both are in order. */
export function inLastSecond(times: readonly Micros[], ends: readonly Micros[]): readonly number[] {
  let from = 0;
  let to = 0;
  return ends.map((end) => {
    while ((times[to] ?? Infinity) <= end) to += 1;
    while (from < to && end - (times[from] ?? 0) >= second) from += 1;
    return to - from;
  });
}
