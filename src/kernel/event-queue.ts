import type { Micros } from './time.ts';

/** What is going to happen, and when; of two at the same time the one scheduled first comes first. */
interface Scheduled<Event> {
  readonly time: Micros;
  readonly sequence: number;
  readonly event: Event;
}

/** Events in the order of their times; schedules and takes in O(log n). */
export interface EventQueue<Event> {
  /** How many events are waiting. */
  readonly size: number;
  /** Schedules an event at a time, in microseconds. */
  schedule(time: Micros, event: Event): void;
  /** Takes the next event; undefined where none is left. */
  next(): { readonly time: Micros; readonly event: Event } | undefined;
}

/** An empty queue, kept as a binary heap (Knuth, The Art of Computer Programming 3, 5.2.3). */
export function eventQueue<Event>(): EventQueue<Event> {
  const heap: Scheduled<Event>[] = [];
  let sequence = 0;
  return {
    get size() {
      return heap.length;
    },
    schedule(time, event) {
      const added = { time, sequence: sequence++, event };
      let place = heap.length;
      while (place > 0) {
        const parent = (place - 1) >> 1;
        const above = heap[parent];
        if (!above || isBefore(above, added)) break;
        heap[place] = above;
        place = parent;
      }
      heap[place] = added;
    },
    next() {
      const [first] = heap;
      const last = heap.pop();
      if (!first || !last || heap.length === 0) return first;
      let place = 0;
      for (;;) {
        let child = 2 * place + 1;
        let below = heap[child];
        if (!below) break;
        const right = heap[child + 1];
        if (right && isBefore(right, below)) {
          below = right;
          child += 1;
        }
        if (isBefore(last, below)) break;
        heap[place] = below;
        place = child;
      }
      heap[place] = last;
      return first;
    },
  };
}

const isBefore = <Event>(a: Scheduled<Event>, b: Scheduled<Event>): boolean =>
  a.time === b.time ? a.sequence < b.sequence : a.time < b.time;
