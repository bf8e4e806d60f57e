import { random } from '../../kernel/random.ts';
import { exponential } from '../../kernel/samplers.ts';
import { type Micros, second } from '../../kernel/time.ts';

/** What one client sends, against a limit of so many requests a second. */
export type Traffic = 'steady' | 'twice' | 'boundary' | 'poisson';

/** How long a client sends. */
export const duration: Micros = 10 * second;

/** The times of the requests in order, in whole microseconds below the duration. */
export function arrivals(traffic: Traffic, limit: number, seed: number): readonly Micros[] {
  switch (traffic) {
    case 'steady':
      return evenly(limit * (duration / second), 0, duration);
    case 'twice':
      return evenly(2 * limit * (duration / second), 0, duration);
    case 'boundary':
      return boundaryAttack(limit);
    case 'poisson':
      return poissonArrivals(second / limit, seed);
  }
}

const evenly = (count: number, from: Micros, span: Micros): readonly Micros[] =>
  Array.from({ length: count }, (_, i) => from + Math.floor((i * span) / count));

/** Half of the burst comes before the boundary, half behind it. */
const halfBurst: Micros = 10_000;

/** Idle for most of a window, then twice the limit around the boundary, in every second window: on average the limit. */
const boundaryAttack = (limit: number): readonly Micros[] =>
  Array.from({ length: duration / second / 2 }, (_, i) =>
    evenly(2 * limit, (2 * i + 1) * second - halfBurst, 2 * halfBurst),
  ).flat();

function poissonArrivals(mean: Micros, seed: number): readonly Micros[] {
  const source = random(seed);
  const times: Micros[] = [];
  for (let now = exponential(source, mean); now < duration; now += exponential(source, mean)) times.push(now);
  return times;
}
