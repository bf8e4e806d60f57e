import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  erlangC,
  longerThan,
  type MarkovQueue,
  meanInSystem,
  meanResponse,
  responsePercentile,
  utilisation,
} from '../../../src/systems/queueing/erlang-c.ts';

/** A queue with a load per server; the mean service is 10 ms. */
const queue = (servers: number, load: number): MarkovQueue => ({
  servers,
  meanDemand: 10_000,
  meanGap: 10_000 / (load * servers),
});

const queues = fc.record({
  servers: fc.integer({ min: 1, max: 40 }),
  load: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
});

test('one server: a request waits with probability ρ, and stays 1 ÷ (μ − λ) in the mean', () => {
  for (const load of [0.1, 0.5, 0.8, 0.95]) {
    expect(utilisation(queue(1, load))).toBeCloseTo(load, 12);
    expect(erlangC(queue(1, load))).toBeCloseTo(load, 12);
    expect(meanResponse(queue(1, load))).toBeCloseTo(10_000 / (1 - load), 6);
    expect(meanInSystem(queue(1, load))).toBeCloseTo(load / (1 - load), 9);
  }
});

test('two servers: a request waits with probability 2ρ² ÷ (1 + ρ)', () => {
  for (const load of [0.1, 0.5, 0.9]) expect(erlangC(queue(2, load))).toBeCloseTo((2 * load ** 2) / (1 + load), 12);
});

test('the probability is that of the sum over the states of the birth and death process', () => {
  fc.assert(
    fc.property(queues, ({ servers, load }) => {
      // Weights a^n ÷ n! below c servers, then a geometric rest.
      const offered = servers * load;
      let weight = 1;
      let below = 0;
      for (let n = 0; n < servers; n++) {
        below += weight;
        weight *= offered / (n + 1);
      }
      const rest = weight / (1 - load);
      expect(erlangC(queue(servers, load))).toBeCloseTo(rest / (below + rest), 10);
    }),
    { numRuns: 1000 },
  );
});

test('the table of Erlang C has these values', () => {
  // Three servers offered 2 erlangs, four offered 3: exact fractions, by the sum over the states.
  expect(erlangC(queue(3, 2 / 3))).toBeCloseTo(4 / 9, 12);
  expect(erlangC(queue(4, 3 / 4))).toBeCloseTo(27 / 53, 12);
});

test('the tail begins at 1, falls, and its area is the mean', () => {
  fc.assert(
    fc.property(
      fc.record({ servers: fc.integer({ min: 1, max: 20 }), load: fc.double({ min: 0.05, max: 0.9, noNaN: true }) }),
      ({ servers, load }) => {
        const tested = queue(servers, load);
        expect(longerThan(tested, 0)).toBeCloseTo(1, 12);
        const step = meanResponse(tested) / 200;
        let area = 0;
        let before = 1;
        for (let i = 1; i <= 4000; i++) {
          const tail = longerThan(tested, i * step);
          expect(tail).toBeLessThanOrEqual(before);
          area += ((before + tail) / 2) * step;
          before = tail;
        }
        expect(area / meanResponse(tested)).toBeCloseTo(1, 2);
      },
    ),
    { numRuns: 30 },
  );
});

test('with as much to spare as one server does, the two forms of the tail meet', () => {
  const even = queue(4, 0.75);
  const near = queue(4, 0.75 + 1e-7);
  expect(longerThan(even, 30_000)).toBeCloseTo(longerThan(near, 30_000), 6);
});

test('percentiles of one server are those of an exponential span', () => {
  for (const q of [0.5, 0.9, 0.99]) {
    const expected = -Math.log(1 - q) * meanResponse(queue(1, 0.8));
    expect(responsePercentile(queue(1, 0.8), q) / expected).toBeCloseTo(1, 8);
  }
});

test('at a load of 1 or more nothing is stable', () => {
  for (const load of [1, 1.5]) {
    const full = queue(3, load);
    expect([
      erlangC(full),
      meanResponse(full),
      meanInSystem(full),
      responsePercentile(full, 0.5),
      longerThan(full, 1e9),
    ]).toEqual([1, Infinity, Infinity, Infinity, 1]);
  }
});
