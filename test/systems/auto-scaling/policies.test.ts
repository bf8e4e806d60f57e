import { expect, test } from 'vitest';
import { minute, second } from '../../../src/kernel/time.ts';
import { loads } from '../../../src/systems/auto-scaling/load.ts';
import { type PolicyName, policyOf, type View } from '../../../src/systems/auto-scaling/policies.ts';

const view: View = { now: 0, metric: 50, inService: 5, desired: 5, changed: -Infinity };
const metrics = [0, 29.9, 30, 31, 49.9, 50, 69.9, 70, 70.1, 75, 100];

/** What a fresh policy changes at each of the metrics. */
const changes = (policy: PolicyName): readonly number[] =>
  metrics.map((metric) => policyOf({ policy, target: 40, cooldown: 0 })({ ...view, metric }) - view.desired);

test('each metric falls into one step', () => {
  expect(changes('step')).toEqual([-1, -1, 0, 0, 0, 1, 1, 2, 2, 2, 2]);
});

test('simple scaling adds two over 70 % and removes one below 30 %', () => {
  expect(changes('simple')).toEqual([-1, -1, 0, 0, 0, 0, 0, 0, 2, 2, 2]);
});

test('the rule of the notes adds at 31 % and never removes', () => {
  expect(changes('notes')).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2]);
});

test('a step adds once while its instances warm up, and removes none until they serve', () => {
  const step = policyOf({ policy: 'step', target: 40, cooldown: 0 });
  expect(step({ ...view, metric: 60, desired: 6 })).toBe(6);
  expect(step({ ...view, metric: 80, desired: 6 })).toBe(7);
  expect(step({ ...view, metric: 10, desired: 6 })).toBe(6);
});

test('a schedule acts at its times alone', () => {
  const scheduled = policyOf({ policy: 'scheduled', target: 40, cooldown: 0 });
  const at = (now: number): number => scheduled({ ...view, now, metric: 100 });
  expect([0, 55 * minute - second, 55 * minute, 185 * minute].map(at)).toEqual([5, 5, 16, 4]);
});

test('without a metric nothing that measures acts', () => {
  for (const policy of ['target', 'step', 'simple', 'notes'] as const)
    expect(policyOf({ policy, target: 40, cooldown: 0 })({ ...view, metric: undefined })).toBe(5);
});

test('a step lasts from the first hour to the third, a spike for a quarter of an hour', () => {
  const spans = { step: [60, 180, 600], spike: [30, 45, 1050] } as const;
  for (const load of ['step', 'spike'] as const) {
    const [from, until, high] = spans[load];
    const at = [from * minute - second, from * minute, until * minute - second, until * minute].map(loads[load]);
    expect(at).toEqual([150, high, high, 150]);
  }
});

test('the wave is within 0.011 of a sine', () => {
  for (let time = 0; time < 240 * minute; time += 10 * second) {
    const sine = (1 - Math.cos((2 * Math.PI * time) / (120 * minute))) / 2;
    expect(Math.abs((loads.sine(time) - 150) / 450 - sine)).toBeLessThan(0.011);
  }
});
