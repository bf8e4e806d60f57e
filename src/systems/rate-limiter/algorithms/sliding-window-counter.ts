import type { Limiter, Quota } from './limiter.ts';

/**
 * Counts in fixed windows and weighs the previous count by the part of it that still overlaps: previous × (1 − elapsed ÷
 * window) + current, admitted below the limit (Cloudflare, "How we built rate limiting capable of scaling to millions
 * of domains", 2017). Compared in whole numbers: both sides times the window.
 */
export function slidingWindowCounter({ limit, window }: Quota): Limiter {
  let index = 0;
  let previous = 0;
  let current = 0;
  /** The two counts and the weighted sum, times the window, as of now. */
  const at = (now: number): { readonly previous: number; readonly current: number; readonly weighted: number } => {
    const passed = Math.floor(now / window) - index;
    const before = passed === 0 ? previous : passed === 1 ? current : 0;
    const since = passed === 0 ? current : 0;
    return { previous: before, current: since, weighted: before * (window - (now % window)) + since * window };
  };
  return {
    take(now) {
      const counts = at(now);
      index = Math.floor(now / window);
      previous = counts.previous;
      current = counts.current;
      if (counts.weighted >= limit * window) return undefined;
      current += 1;
      return now;
    },
    counted: (now) => at(now).weighted / window,
    inside(now) {
      const counts = at(now);
      return {
        kind: 'windows',
        start: now - (now % window),
        previous: counts.previous,
        current: counts.current,
      };
    },
    bytes: 24,
  };
}
