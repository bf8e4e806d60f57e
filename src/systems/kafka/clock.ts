import { eventQueue } from '../../kernel/event-queue.ts';
import type { Micros } from '../../kernel/time.ts';

/** Virtual time, and what is to happen in it. */
export interface Clock {
  now(): Micros;
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
    after: (span, action) => queue.schedule(now + span, action),
    run() {
      for (let next = queue.next(); next; next = queue.next()) {
        now = next.time;
        next.event();
      }
    },
  };
}
