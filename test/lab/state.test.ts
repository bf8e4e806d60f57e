import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AnyLab, initialSettings } from '../../src/lab/lab.ts';
import { initialState, onStep, readState, writeState } from '../../src/lab/state.ts';
import { lab as eviction } from '../../src/systems/cache-eviction/lab.ts';
import { lab as balancer } from '../../src/systems/load-balancer/lab.ts';
import { settingsOf } from '../systems/lab-laws.ts';

const labs: readonly AnyLab[] = [eviction, balancer];

test.each(labs.map((lab) => [lab.id, lab] as const))(
  '%s: an address gives back the state written into it',
  (_, lab) => {
    fc.assert(
      fc.property(settingsOf(lab), fc.integer({ min: 1, max: 9999 }), (settings, seed) => {
        const state = { settings, seed };
        expect(readState(lab, writeState(lab, state, new URLSearchParams('q=1&sort=a')))).toEqual(state);
      }),
      { numRuns: 1000 },
    );
  },
);

test('only what differs from the initial state is written, and what concerns others is kept', () => {
  const address = new URLSearchParams('q=cache&cache-eviction.policy=mru&load-balancer.load=50');
  expect(writeState(eviction, initialState(eviction), address).toString()).toBe('q=cache&load-balancer.load=50');
  const settings = { ...initialSettings(eviction.controls), capacity: 20 };
  expect(writeState(eviction, { settings, seed: 3 }, new URLSearchParams()).toString()).toBe(
    'cache-eviction.capacity=20&cache-eviction.seed=3',
  );
});

test.each([
  ['cache-eviction.policy=best'],
  ['cache-eviction.policy=toString'],
  ['cache-eviction.capacity=1000'],
  ['cache-eviction.capacity=-1'],
  ['cache-eviction.capacity=many'],
  ['cache-eviction.seed=0'],
  ['cache-eviction.seed=1.5'],
  ['cache-eviction.seed=10000'],
  ['policy=lfu&capacity=20&seed=2'],
])('an address that asks for what there is not gives the initial state: %s', (address) => {
  expect(readState(eviction, new URLSearchParams(address))).toEqual(initialState(eviction));
});

test('a value between two steps goes to the nearer one, the same number whichever way it was reached', () => {
  const tenths = { kind: 'range', label: '', min: 0.1, max: 10, step: 0.1, initial: 1 } as const;
  expect(onStep(tenths, 0.30000000000000004)).toBe(0.3);
  expect(onStep(tenths, 9.96)).toBe(10);
  expect(onStep(tenths, 10.1)).toBeUndefined();
  expect(onStep(tenths, Number.NaN)).toBeUndefined();
});
