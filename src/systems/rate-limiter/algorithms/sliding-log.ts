import type { Micros } from '../../../kernel/time.ts';
import type { Limiter, Quota } from './limiter.ts';

/**
 * Keeps the time of each admitted request for one window, and admits while fewer than the limit are kept (Redis
 * documentation, rate limiter, sorted set). What was refused is not kept.
 */
export function slidingLog({ limit, window }: Quota): Limiter {
  const log: Micros[] = [];
  const isExpired = (time: Micros, now: Micros): boolean => now - time >= window;
  return {
    take(now) {
      while (log.length > 0 && isExpired(log[0] ?? now, now)) log.shift();
      if (log.length >= limit) return undefined;
      log.push(now);
      return now;
    },
    counted: (now) => log.filter((time) => !isExpired(time, now)).length,
    inside(now) {
      const kept = log.filter((time) => !isExpired(time, now));
      return { kind: 'log', count: kept.length, times: kept.filter((_, i) => i < 3 || i >= kept.length - 3) };
    },
    get bytes() {
      return 8 * log.length;
    },
  };
}
