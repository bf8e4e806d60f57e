import { eventQueue } from './event-queue.ts';
import type { Micros } from './time.ts';

/** Virtual time, and what is to happen in it. */
export interface Clock {
  now(): Micros;
  /** Has something happen at a moment. */
  at(time: Micros, action: () => void): void;
  /** Has something happen when a span has passed. */
  after(span: Micros, action: () => void): void;
  /** Lets all happen, in the order of time. */
  run(): void;
}

/** A clock at 0. */
export function createClock(): Clock {
  const queue = eventQueue<() => void>();
  let now: Micros = 0;
  return {
    now: () => now,
    at: queue.schedule,
    after: (span, action) => queue.schedule(now + span, action),
    run() {
      for (let next = queue.next(); next; next = queue.next()) {
        now = next.time;
        next.event();
      }
    },
  };
}
