import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventQueue } from '../../src/kernel/event-queue.ts';

test('events come in the order of their times, and of the same time in the order in which they were scheduled', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), (times) => {
      const queue = eventQueue<number>();
      for (const [event, time] of times.entries()) queue.schedule(time, event);
      const taken = times.map(() => queue.next()?.event);
      const expected = times.map((time, event) => ({ time, event })).toSorted((a, b) => a.time - b.time);
      expect(taken).toEqual(expected.map(({ event }) => event));
      expect(queue.next()).toBeUndefined();
    }),
    { numRuns: 1000 },
  );
});

test('what is scheduled while events are taken finds its place', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(50))), (steps) => {
      const queue = eventQueue<number>();
      const waiting: { time: number; event: number }[] = [];
      for (const [event, [takes, time]] of steps.entries()) {
        if (takes) {
          const expected = waiting.toSorted((a, b) => a.time - b.time || a.event - b.event)[0];
          expect(queue.next()?.event).toBe(expected?.event);
          if (expected) waiting.splice(waiting.indexOf(expected), 1);
        } else {
          queue.schedule(time, event);
          waiting.push({ time, event });
        }
        expect(queue.size).toBe(waiting.length);
      }
    }),
    { numRuns: 1000 },
  );
});
