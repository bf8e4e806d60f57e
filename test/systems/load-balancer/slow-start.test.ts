import { expect, test } from 'vitest';
import { random } from '../../../src/kernel/random.ts';
import { second } from '../../../src/kernel/time.ts';
import { balance } from '../../../src/systems/load-balancer/model.ts';
import { warmth } from '../../../src/systems/load-balancer/slow-start.ts';
import { quiet, workload } from './quiet-fleet.ts';

const horizon = 60 * second;

test('in slow start a share grows from a tenth to the whole', () => {
  expect([0, 5, 20, 50, 99, 100, 200].map((time) => warmth(time, 100))).toEqual([0.1, 0.1, 0.2, 0.5, 0.99, 1, 1]);
  expect(warmth(0, 0)).toBe(1);
});

test('slow start gives a returned server fewer requests at first', () => {
  const incidents = [{ kind: 'crash', server: 0, from: 5 * second, until: 20 * second }] as const;
  const requests = workload(1, 5000, 10_000, 2000);
  const sentAfterReturn = (slowStart: number): number => {
    const setup = { ...quiet([1, 1], 'roundRobin', horizon), checkInterval: second, incidents, slowStart };
    const { sent, events } = balance(requests, setup, random(1));
    const returned = events.find(({ kind }) => kind === 'returns')?.time ?? 0;
    return sent.filter(({ server, arrived }) => server === 0 && arrived > returned && arrived < returned + 10 * second)
      .length;
  };
  expect(sentAfterReturn(20 * second)).toBeLessThan(0.5 * sentAfterReturn(0));
});
