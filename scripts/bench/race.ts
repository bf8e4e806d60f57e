import { percentile } from '../../src/kernel/statistics.ts';

/**
 * Seconds that each contestant takes: the median of several rounds in which all have their turn, so that a busy moment
 * of the machine meets every one of them.
 */
export function race<Name extends string>(
  contestants: Readonly<Record<Name, () => unknown>>,
  rounds: number,
): (name: Name) => number {
  const times = new Map(Object.keys(contestants).map((name) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++)
    for (const [name, run] of Object.entries<() => unknown>(contestants)) times.get(name)?.push(secondsOf(run));
  return (name) => percentile(times.get(name) ?? [], 0.5);
}

/** Seconds that something takes once. */
export function secondsOf(run: () => unknown): number {
  const started = performance.now();
  run();
  return (performance.now() - started) / 1000;
}
