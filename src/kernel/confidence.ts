import { meanOf } from './statistics.ts';

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
