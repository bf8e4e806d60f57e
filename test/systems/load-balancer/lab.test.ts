import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimate } from '../../../src/kernel/confidence.ts';
import { seeds } from '../../../src/kernel/sweep.ts';
import { initialSettings } from '../../../src/lab/lab.ts';
import { lab } from '../../../src/systems/load-balancer/lab.ts';
import { settingsOf, testLabLaws } from '../lab-laws.ts';

testLabLaws(lab);

type FleetSettings = Parameters<typeof lab.run>[0];
const { controls } = lab;
const initial = initialSettings(controls);
const settings = settingsOf(lab);

test('by default round robin melts, and least connections and two choices do not, on 30 seeds', () => {
  for (const seed of seeds(30)) {
    const { figures } = lab.run(initial, seed);
    expect(figures.roundRobinUnstable).toBe(1);
    expect([figures.leastConnectionsUnstable, figures.powerOfTwoChoicesUnstable]).toEqual([0, 0]);
    expect(figures.roundRobinP99).toBeGreaterThan(10 * figures.powerOfTwoChoicesP99);
    expect(figures.roundRobinP99).toBeGreaterThan(10 * figures.leastConnectionsP99);
  }
});

test('weights that know the speeds make round robin stable', () => {
  for (const seed of seeds(30))
    expect(lab.run({ ...initial, algorithm: 'weightedRoundRobin' }, seed).figures.unstable).toBe(0);
});

test('every request is done, under way, failed or refused', () => {
  fc.assert(
    fc.property(settings, fc.integer(), (set, seed) => {
      const { events, figures } = lab.run(set, seed);
      const { arrived, done, inFlight, failed, refused } = figures;
      expect(done + inFlight + failed + refused).toBe(arrived);
      for (const event of events) expect(lab.describe(event)).toMatch(/^(Request|Server) \d+ .*\.$/);
    }),
    { numRuns: 80 },
  );
});

test('the same arrivals come whatever the algorithm', () => {
  for (const seed of seeds(10)) {
    const algorithms = Object.keys(controls.algorithm.options) as FleetSettings['algorithm'][];
    const runs = algorithms.map((algorithm) => lab.run({ ...initial, algorithm }, seed).figures);
    // What is set beside it does not change with the algorithm, nor does the number of requests.
    for (const name of ['arrived', 'roundRobinP99', 'leastConnectionsP99', 'powerOfTwoChoicesP99'] as const)
      expect(new Set(runs.map((figures) => figures[name])).size).toBe(1);
  }
});

test('the formula lies near the mean over 30 seeds where there is one', () => {
  for (const set of [
    { ...initial, servers: 1, slowSpeed: 100, load: 50 },
    { ...initial, servers: 4, slowSpeed: 100, load: 50, algorithm: 'random' },
    { ...initial, servers: 4, slowSpeed: 50, load: 40, algorithm: 'random' },
  ] as const) {
    const { mean, halfWidth } = estimate(seeds(30).map((seed) => lab.run(set, seed).figures.mean));
    expect(Math.abs(mean - (lab.theory(set).mean ?? Number.NaN))).toBeLessThan(halfWidth);
  }
  expect(lab.theory(initial)).toEqual({});
  expect(lab.theory({ ...initial, algorithm: 'random' })).toEqual({});
});

test('the default run is this one, in every engine, and another seed gives another', () => {
  expect(lab.run(initial, 2).figures).not.toEqual(lab.run(initial, 1).figures);
  expect(lab.run(initial, 1).figures).toMatchInlineSnapshot(`
    {
      "arrived": 3377,
      "done": 3009,
      "ejectedAfter": 0,
      "failed": 0,
      "highestLoad": 280,
      "inFlight": 368,
      "leastConnectionsLoad": 97.88834,
      "leastConnectionsP99": 1284.227,
      "leastConnectionsUnstable": 0,
      "mean": 1894.766358590894,
      "moved": 0,
      "p50": 157.247,
      "p99": 42672.142,
      "powerOfTwoChoicesLoad": 99.42031999999999,
      "powerOfTwoChoicesP99": 2059.435,
      "powerOfTwoChoicesUnstable": 0,
      "refused": 0,
      "roundRobinLoad": 280,
      "roundRobinP99": 42672.142,
      "roundRobinUnstable": 1,
      "unstable": 1,
    }
  `);
});

/** A number as the finding prints it: a span in ms or s. */
const printed = (milliseconds: number): string =>
  milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;

test('the finding says what the figures say, on 30 seeds of every scenario', () => {
  for (const scenario of lab.scenarios) {
    const set: FleetSettings = { ...initial, ...scenario.settings };
    for (const seed of seeds(30)) {
      const run = lab.run(set, seed);
      const { figures } = run;
      const finding = lab.finding(run, set);
      expect(finding.match(/\.(?!\d)/g), finding).toHaveLength(1);
      if (set.load >= 100) {
        expect(finding).toMatch(/^Unstable/);
        expect(finding).toContain(` ${figures.inFlight} requests are in flight`);
        expect(figures.inFlight).toBeGreaterThan(figures.arrived / 20);
      } else if (set.incident === 'none') {
        const shown = [
          { name: set.algorithm, p99: figures.p99, load: figures.highestLoad, unstable: figures.unstable },
          ...(['roundRobin', 'leastConnections', 'powerOfTwoChoices'] as const)
            .filter((name) => name !== set.algorithm)
            .map((name) => ({
              name,
              p99: figures[`${name}P99`],
              load: figures[`${name}Load`],
              unstable: figures[`${name}Unstable`],
            })),
        ];
        for (const { name, p99, load, unstable } of shown) {
          if (unstable > 0) expect(load).toBeGreaterThanOrEqual(100);
          const said = unstable > 0 ? `unstable, with a server that is sent ${Math.floor(load)}%` : printed(p99);
          expect(finding).toContain(`${controls.algorithm.options[name]} is ${said}`);
        }
      } else {
        expect(finding).toContain(` ${figures.failed} of ${figures.arrived} requests`);
        expect(finding).toContain(` ${figures.refused} `);
        if (set.sticky) expect(finding).toContain(` ${figures.moved} sessions lost`);
        if (set.incident === 'drain') continue;
        expect(finding).toContain(`those done is ${printed(figures.p99)}`);
        const out = run.events.some((event) => event.subject === 'server' && event.kind === 'is taken out');
        expect(finding.includes('was taken out after')).toBe(out);
        if (out) expect(figures.ejectedAfter).toBeLessThanOrEqual((set.threshold + 1) * set.interval);
      }
    }
  }
});

test('a crashed server fails more requests under least connections than under round robin: it looks idle', () => {
  for (const seed of seeds(30)) {
    const crash = { ...initial, slowSpeed: 100, load: 60, incident: 'crash' } as const;
    const failed = (algorithm: FleetSettings['algorithm']): number =>
      lab.run({ ...crash, algorithm }, seed).figures.failed;
    expect(failed('leastConnections')).toBeGreaterThan(failed('roundRobin'));
  }
});

test('the longer the interval of the checks, the more requests fail', () => {
  const failed = [1, 5, 10].map((interval) => {
    const set = { ...initial, slowSpeed: 100, load: 60, incident: 'crash', threshold: 2, interval } as const;
    return estimate(seeds(30).map((seed) => lab.run(set, seed).figures.failed)).mean;
  });
  expect(failed).toEqual(failed.toSorted((a, b) => a - b));
});
