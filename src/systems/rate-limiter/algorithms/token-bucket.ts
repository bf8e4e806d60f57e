import type { Limiter, Quota } from './limiter.ts';

/**
 * A bucket of as many tokens as the burst, full at first, refilled evenly with the limit's tokens a window; a request
 * takes one (Turner 1986, "New directions in communications"; RFC 2697, section 3). A token is as many parts as the
 * window has microseconds, so that a microsecond brings a whole number of parts: as many as the limit.
 */
export function tokenBucket({ limit, window, burst }: Quota): Limiter {
  const capacity = burst * window;
  let parts = capacity;
  let updated = 0;
  const partsAt = (now: number): number => Math.min(capacity, parts + (now - updated) * limit);
  return {
    take(now) {
      parts = partsAt(now);
      updated = now;
      if (parts < window) return undefined;
      parts -= window;
      return now;
    },
    counted: (now) => (capacity - partsAt(now)) / window,
    inside: (now) => ({ kind: 'bucket', tokens: partsAt(now) / window }),
    bytes: 16,
  };
}
