/** The value that the share q of the values does not exceed, by nearest rank; the values need not be sorted. */
export function percentile(values: ArrayLike<number>, q: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = Float64Array.from(values).toSorted();
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
}

/** A mean with the half width of its interval of 95 % confidence; of one value the half width is infinite. */
export interface Estimate {
  readonly mean: number;
  readonly halfWidth: number;
}

/** Two-sided 95 % points of Student's t for 1 to 30 degrees of freedom; beyond, that of the normal distribution. */
const student = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
] as const;

/** The mean of independent values and how far it may be from the true one. */
export function estimate(values: readonly number[]): Estimate {
  const n = values.length;
  const mean = meanOf(values);
  if (n < 2) return { mean, halfWidth: Infinity };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  return { mean, halfWidth: (student[n - 2] ?? 1.96) * Math.sqrt(variance / n) };
}

/** The arithmetic mean; NaN of nothing. */
export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** How many values fall into each of `bins` bins of equal width from the least to the greatest value. */
export function histogram(
  values: readonly number[],
  bins: number,
): readonly { readonly from: number; readonly to: number; readonly count: number }[] {
  if (values.length === 0) return [];
  const least = values.reduce((a, b) => Math.min(a, b));
  const width = (values.reduce((a, b) => Math.max(a, b)) - least) / bins || 1;
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    const bin = Math.min(bins - 1, Math.floor((value - least) / width));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((count, i) => ({ from: least + i * width, to: least + (i + 1) * width, count }));
}
