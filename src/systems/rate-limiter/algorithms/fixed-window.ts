import type { Limiter, Quota } from './limiter.ts';

/** Counts requests in windows that begin at whole multiples of their length; the count starts anew with each. */
export function fixedWindow({ limit, window }: Quota): Limiter {
  let current = 0;
  let count = 0;
  const countIn = (index: number): number => (index === current ? count : 0);
  return {
    take(now) {
      const index = Math.floor(now / window);
      count = countIn(index);
      current = index;
      if (count >= limit) return undefined;
      count += 1;
      return now;
    },
    counted: (now) => countIn(Math.floor(now / window)),
    inside(now) {
      const index = Math.floor(now / window);
      return { kind: 'window', start: index * window, count: countIn(index) };
    },
    bytes: 16,
  };
}

/**
 * Counts requests in a window that the first request opens and that ends by itself, as `INCR` with `EXPIRE` does
 * (Redis documentation, `INCR`, pattern: rate limiter).
 */
export function windowFromFirstRequest({ limit, window }: Quota): Limiter {
  let opened = -Infinity;
  let count = 0;
  const isOver = (now: number): boolean => now - opened >= window;
  return {
    take(now) {
      if (isOver(now)) {
        opened = now;
        count = 0;
      }
      if (count >= limit) return undefined;
      count += 1;
      return now;
    },
    counted: (now) => (isOver(now) ? 0 : count),
    inside: (now) =>
      isOver(now) ? { kind: 'window', start: now, count: 0 } : { kind: 'window', start: opened, count },
    bytes: 16,
  };
}
