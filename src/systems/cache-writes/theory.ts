import { exp, ln } from '../../kernel/exact-maths.ts';
import type { Micros } from '../../kernel/time.ts';
import { cacheTime, keyCount, pace, skew } from './model.ts';
import { steps, type WritePolicy, writeSteps } from './steps.ts';

/** The mean time of a write, and the time that 99 % of them keep to, where the database's times are exponential. */
export function writeTimes(policy: WritePolicy, databaseMean: Micros): { readonly mean: Micros; readonly p99: Micros } {
  const devices = writeSteps[policy].map((step) => steps[step].device);
  const atCache = cacheTime * devices.filter((device) => device === 'cache').length;
  const atDatabase = devices.includes('database') ? databaseMean : 0;
  return { mean: atCache + atDatabase, p99: atCache + atDatabase * ln(100) };
}

/**
 * Rows that a flush writes for each 1,000 writes since the flush before: of several writes to a key only the last, so
 * the expected number of distinct keys among as many draws from Zipf's law as there are operations in an interval.
 */
export function rowsPerThousandWrites(flushInterval: Micros, writeShare: number): number {
  const operations = flushInterval / pace;
  const weights = Array.from({ length: keyCount }, (_, rank) => exp(-skew * ln(rank + 1)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const distinct = weights.reduce(
    (sum, weight) => sum + 1 - exp(operations * ln(1 - (writeShare * weight) / total)),
    0,
  );
  return (1000 * distinct) / (operations * writeShare);
}
