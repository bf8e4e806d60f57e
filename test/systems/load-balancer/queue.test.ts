import { expect, test } from 'vitest';
import { estimate } from '../../../src/kernel/confidence.ts';
import { random } from '../../../src/kernel/random.ts';
import { seeds } from '../../../src/kernel/sweep.ts';
import { second } from '../../../src/kernel/time.ts';
import { balance } from '../../../src/systems/load-balancer/model.ts';
import { type Algorithm, policies } from '../../../src/systems/load-balancer/policies.ts';
import { meanResponse } from '../../../src/systems/queueing/erlang-c.ts';
import { serve } from '../../../src/systems/queueing/model.ts';
import { quiet, workload } from './quiet-fleet.ts';

const algorithms = Object.keys(policies) as Algorithm[];

test('with one server every algorithm is the queue M/M/1, request by request', () => {
  const requests = workload(3, 2000, 10_000, 8000);
  const expected = serve(requests, 1, { lines: 'shared', choices: random(1) }).map(({ left }) => left);
  for (const algorithm of algorithms) {
    const { sent } = balance(requests, quiet([1], algorithm, 1000 * second), random(1));
    expect(sent.map(({ ended }) => ended)).toEqual(expected);
  }
});

test('one server: the mean response time is 1 ÷ (μ − λ), within the interval of 95 % over 30 seeds', () => {
  for (const load of [0.3, 0.5, 0.8]) {
    const queue = { servers: 1, meanDemand: 10_000, meanGap: 10_000 / load };
    const means = seeds(30).map((seed) => {
      const requests = workload(seed, 10_000, queue.meanGap, queue.meanDemand);
      const { sent } = balance(requests, quiet([1], 'leastConnections', 10_000 * second), random(seed));
      return sent.reduce((sum, { arrived, ended }) => sum + ended - arrived, 0) / sent.length;
    });
    const { mean, halfWidth } = estimate(means);
    expect(Math.abs(mean - meanResponse(queue))).toBeLessThan(halfWidth);
  }
});

test('random on equal servers is a queue M/M/1 at each, within the interval of 95 % over 30 seeds', () => {
  const queue = { servers: 1, meanDemand: 10_000, meanGap: 20_000 };
  const means = seeds(30).map((seed) => {
    const requests = workload(seed, 8000, queue.meanGap / 4, queue.meanDemand);
    const { sent } = balance(requests, quiet([1, 1, 1, 1], 'random', 10_000 * second), random(seed));
    return sent.reduce((sum, { arrived, ended }) => sum + ended - arrived, 0) / sent.length;
  });
  const { mean, halfWidth } = estimate(means);
  expect(Math.abs(mean - meanResponse(queue))).toBeLessThan(halfWidth);
});
