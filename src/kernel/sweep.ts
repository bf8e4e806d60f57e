import { type Estimate, estimate } from './confidence.ts';

/** The seeds that averages run over: the same for every setting, so that all meet the same chances. */
export const seeds = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i + 1);

/**
 * A figure under each of several settings, as a mean over the same seeds (common random numbers: what differs between
 * two settings is then the settings, not the luck).
 */
export function sweep<Setting>(
  settings: readonly Setting[],
  count: number,
  figure: (setting: Setting, seed: number) => number,
): readonly Estimate[] {
  return settings.map((setting) => estimate(seeds(count).map((seed) => figure(setting, seed))));
}

/**
 * Whether a first setting's figure is below a second's beyond chance: the interval of the paired differences does not
 * hold 0. `tie` says that the spread is wider than the difference.
 */
export function compare(first: readonly number[], second: readonly number[]): 'below' | 'above' | 'tie' {
  const { mean, halfWidth } = estimate(first.map((value, i) => value - (second[i] ?? Number.NaN)));
  if (!(Math.abs(mean) > halfWidth)) return 'tie';
  return mean < 0 ? 'below' : 'above';
}
