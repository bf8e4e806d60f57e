import type { Limiter, Quota } from './limiter.ts';

/**
 * The leaky bucket as a meter: the generic cell rate algorithm in its virtual scheduling form (ITU-T I.371, annex A;
 * ATM Forum, Traffic Management 4.0, 4.4.2). It keeps one number, the theoretical arrival time: when the next request
 * would come if all came evenly. A request may be early by the tolerance τ = (burst − 1) × T, with T = window ÷ limit.
 * Times are kept times the limit, so that T is a whole number: the window.
 */
export function gcra({ limit, window, burst }: Quota): Limiter {
  const tolerance = (burst - 1) * window;
  let theoreticalArrival = 0;
  return {
    take(now) {
      if (now * limit < theoreticalArrival - tolerance) return undefined;
      theoreticalArrival = Math.max(now * limit, theoreticalArrival) + window;
      return now;
    },
    counted: (now) => Math.max(0, theoreticalArrival - now * limit) / window,
    inside: () => ({ kind: 'meter', theoreticalArrival: theoreticalArrival / limit }),
    bytes: 8,
  };
}

/**
 * The leaky bucket as a queue: requests leave one by one, T = window ÷ limit apart, and a request that finds the bucket
 * full is refused (Tanenbaum, "Computer Networks"; nginx, `limit_req` without `nodelay` and with a `burst` of one less,
 * for the request that passes at once). It admits what the meter of the same size admits, but passes it on later.
 * Departures are rounded up to whole microseconds without drift.
 */
export function leakyBucketQueue({ limit, window, burst }: Quota): Limiter {
  let free = 0;
  let last = 0;
  const waiting = (now: number): number => Math.max(0, free - now * limit) / window;
  return {
    take(now) {
      last = now;
      const departure = Math.max(now * limit, free);
      if (departure - now * limit > (burst - 1) * window) return undefined;
      free = departure + window;
      return Math.ceil(departure / limit);
    },
    counted: waiting,
    inside: (now) => ({ kind: 'queue', taken: Math.ceil(waiting(now)) }),
    get bytes() {
      return 8 + 8 * Math.ceil(waiting(last));
    },
  };
}
