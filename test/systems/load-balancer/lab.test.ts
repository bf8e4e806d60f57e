import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimate } from '../../../src/kernel/confidence.ts';
import { seeds } from '../../../src/kernel/sweep.ts';
import { initialSettings } from '../../../src/lab/lab.ts';
import { recorder } from '../../../src/systems/load-balancer/events.ts';
import { measure } from '../../../src/systems/load-balancer/figures.ts';
import { playing } from '../../../src/systems/load-balancer/fleet.ts';
import { lab } from '../../../src/systems/load-balancer/lab.ts';
import { tables } from '../../../src/systems/load-balancer/table.ts';
import { settingsOf, testLabLaws } from '../lab-laws.ts';

testLabLaws(lab);

type FleetSettings = Parameters<typeof lab.run>[0];
const { controls } = lab;
const initial = initialSettings(controls);
const settings = settingsOf(lab);

test('by default round robin melts, and least connections and two choices do not, on 30 seeds', () => {
  for (const seed of seeds(30)) {
    const { figures } = lab.run(initial, seed);
    expect([figures.unstable, figures.roundRobinP99]).toEqual([1, Infinity]);
    expect(figures.leastConnectionsP99).toBeLessThan(figures.p99 / 10);
    expect(figures.powerOfTwoChoicesP99).toBeLessThan(figures.p99 / 10);
  }
});

test('weights that know the speeds make round robin stable', () => {
  for (const seed of seeds(30))
    expect(lab.run({ ...initial, algorithm: 'weightedRoundRobin' }, seed).figures.unstable).toBe(0);
});

/** A run of the followed algorithm alone. */
const outcomeOf = (set: FleetSettings, seed: number) => playing(set, seed)(set.algorithm);

test('every request is done, under way, failed or refused', () => {
  fc.assert(
    fc.property(settings, fc.integer(), (set, seed) => {
      const { arrived, done, inFlight, failed, refused } = measure(outcomeOf(set, seed)).figures;
      expect(done + inFlight + failed + refused).toBe(arrived);
    }),
    { numRuns: 1000 },
  );
});

test('what is shown of the fleet after an event is what the whole run says of that moment', () => {
  fc.assert(
    fc.property(settings, fc.integer(), fc.nat(), (set, seed, place) => {
      const { events, watch } = recorder(set.incident !== 'none');
      const outcome = playing(set, seed)(set.algorithm, watch);
      const at = place % Math.max(1, events.length);
      const event = events[at];
      const next = events[at + 1];
      // Of several at the same moment only the last shows all of it.
      if (!event || event.time === next?.time) return;
      const { sent } = outcome;
      const held = outcome.loads.map(
        (_, id) =>
          sent.filter((each) => each.server === id && each.arrived <= event.time && each.ended > event.time).length,
      );
      expect(event.servers.map(({ active }) => active)).toEqual(held);
      expect(event.failed).toBe(
        sent.filter(({ fate, ended }) => (fate === 'failed' || fate === 'refused') && ended <= event.time).length,
      );
      const out = new Set<number>();
      for (const { kind, server, time } of outcome.events) {
        if (time > event.time) break;
        if (kind === 'drains' || kind === 'is taken out') out.add(server);
        if (kind === 'returns') out.delete(server);
      }
      expect(event.servers.map(({ eligible }) => eligible)).toEqual(held.map((_, id) => !out.has(id)));
    }),
    { numRuns: 1000 },
  );
});

test('everything that happens to a server is among the events', () => {
  for (const { settings: changed } of lab.scenarios) {
    const set: FleetSettings = { ...initial, ...changed };
    const told = lab.run(set, 1).events.filter((event) => !('request' in event));
    expect(told.map(({ time, kind }) => ({ time, kind }))).toEqual(
      outcomeOf(set, 1).events.map(({ time, kind }) => ({ time, kind })),
    );
  }
});

test('the prediction: a dead server is sent more by least connections, on 30 seeds', () => {
  const set: FleetSettings = {
    ...initial,
    ...lab.scenarios.find(({ id }) => id === lab.prediction.scenario)?.settings,
  };
  for (const seed of seeds(30)) expect(lab.prediction.answer(lab.run(set, seed))).toBe('leastConnections');
});

test('the charts show each algorithm once, the lines of every server, and what is at the servers at the end', () => {
  for (const algorithm of ['roundRobin', 'ipHash'] as const) {
    const { charts, figures } = lab.run({ ...initial, algorithm }, 1);
    const [longest, lines, loads, answered] = charts;
    const names = longest?.series.map(({ name }) => name);
    expect(new Set(names).size).toBe(algorithm === 'ipHash' ? 4 : 3);
    expect(loads?.series.map(({ name }) => name)).toEqual(names);
    expect(answered?.series.map(({ name }) => name)).toEqual(names);
    const atEnd = lines?.series.map(({ y }) => y.at(-1) ?? Number.NaN) ?? [];
    expect(atEnd.reduce((sum, held) => sum + held, 0)).toBe(figures.inFlight);
    const followed = longest?.series.find(({ name }) => name === controls.algorithm.options[algorithm]);
    expect(followed?.y.at(-1)).toBe(Math.max(...atEnd));
  }
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
  // Clients that stay where they were led are not split at random.
  expect(lab.theory({ ...initial, slowSpeed: 100, algorithm: 'random', sticky: true })).toEqual({});
  expect(lab.theory({ ...initial, algorithm: 'random' })).toEqual({});
});

test('the default run is this one, in every engine, and another seed gives another', () => {
  expect(lab.run(initial, 2).figures).not.toEqual(lab.run(initial, 1).figures);
  expect(lab.run(initial, 1).figures).toMatchInlineSnapshot(`
    {
      "arrived": 3377,
      "done": 3009,
      "ejectedAfter": Infinity,
      "failed": 0,
      "highestLoad": 275.97366,
      "inFlight": 368,
      "leastConnectionsFailed": 0,
      "leastConnectionsP99": 1284.227,
      "mean": 1894.766358590894,
      "p50": 157.247,
      "p99": 42672.142,
      "powerOfTwoChoicesFailed": 0,
      "powerOfTwoChoicesP99": 2059.435,
      "refused": 0,
      "roundRobinFailed": 0,
      "roundRobinP99": Infinity,
      "sessionsLost": 0,
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
      if (set.load > 100) expect(figures.unstable).toBeGreaterThan(0);
      if (set.incident === 'none') {
        const own =
          figures.unstable > 0
            ? `unstable, with a server that is sent ${figures.highestLoad.toFixed(0)}%`
            : printed(figures.p99);
        expect(finding).toContain(`requests ${controls.algorithm.options[set.algorithm]} is ${own}`);
        if (figures.unstable > 0) expect(figures.highestLoad).toBeGreaterThanOrEqual(100);
        for (const name of ['roundRobin', 'leastConnections', 'powerOfTwoChoices'] as const) {
          if (name === set.algorithm) continue;
          const p99 = figures[`${name}P99`];
          expect(finding).toContain(
            `${controls.algorithm.options[name]} is ${p99 === Infinity ? 'unstable' : `${printed(p99)} at`}`,
          );
        }
      } else {
        expect(finding).toContain(
          ` ${figures.failed} of ${figures.arrived} requests failed with ${controls.algorithm.options[set.algorithm]}`,
        );
        for (const name of ['roundRobin', 'leastConnections', 'powerOfTwoChoices'] as const)
          if (name !== set.algorithm)
            expect(finding).toMatch(new RegExp(`${controls.algorithm.options[name]} ${figures[`${name}Failed`]}[,)]`));
        expect(finding).toContain(`, ${figures.refused} were refused`);
        expect(finding.includes(` ${figures.sessionsLost} sessions were lost`)).toBe(set.sticky);
        expect(finding).toContain(`those done is ${printed(figures.p99)}`);
        const out = run.events.some((event) => event.kind === 'is taken out');
        expect(finding.includes(`was taken out after ${figures.ejectedAfter.toFixed(1)} s`)).toBe(out);
        expect(finding.includes('was drained')).toBe(set.incident === 'drain');
        if (out) expect(figures.ejectedAfter).toBe((set.threshold - 0.5) * set.interval);
      }
    }
  }
});

test('a server that goes half way between two checks is out after threshold − ½ intervals, whatever the interval', () => {
  for (let interval = 1; interval <= 15; interval++)
    for (const threshold of [1, 2, 5])
      for (const incident of ['crash', 'pause'] as const) {
        const after = (threshold - 0.5) * interval;
        const { ejectedAfter } = measure(outcomeOf({ ...initial, incident, interval, threshold, load: 20 }, 1)).figures;
        expect(ejectedAfter).toBe(after < 30 ? after : Infinity);
      }
});

test('what is sent as much as it can do or more is unstable, however short its line is at the end of the run', () => {
  for (const load of [100, 105])
    for (const seed of seeds(10)) {
      const set = { ...initial, servers: 1, slowSpeed: 100, load, algorithm: 'ipHash' } as const;
      expect(lab.finding(lab.run(set, seed), set)).not.toContain('percentile');
    }
});

test('one is not said as if it were many', () => {
  const run = lab.run(initial, 1);
  const set = { ...initial, incident: 'crash', sticky: true } as const;
  const finding = lab.finding({ ...run, figures: { ...run.figures, refused: 1, sessionsLost: 1 } }, set);
  expect(finding).toContain('1 was refused, 1 session was lost');
});

test('the chart of lines follows a crash: what failed is no longer held', () => {
  const set = { ...initial, servers: 2, slowSpeed: 100, incident: 'crash' } as const;
  for (const seed of seeds(5)) {
    const { charts } = lab.run(set, seed);
    const { sent } = outcomeOf(set, seed);
    for (const [id, { x, y }] of charts[1]?.series.entries() ?? [])
      expect(y).toEqual(
        x.map(
          (time) =>
            sent.filter(
              ({ server, arrived, ended }) =>
                server === id && arrived <= time * 1e6 && ended > time * 1e6 - (time === 80 ? 1 : 0),
            ).length,
        ),
      );
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

test('the verdicts of the measured tables hold', () => {
  const [responses, failures] = tables;
  const mean = (set: Partial<FleetSettings>, figure: 'p50' | 'failed' | 'unstable'): number =>
    estimate(seeds(5).map((seed) => lab.run({ ...initial, ...set }, seed).figures[figure])).mean;
  for (const column of responses.columns.filter(({ figure }) => figure === 'p50')) {
    const settings = 'settings' in column ? column.settings : {};
    const medians = responses.rows.map((row) => mean({ ...row.settings, ...settings }, 'p50'));
    expect(responses.rows[medians.indexOf(Math.min(...medians))]?.name).toBe('least connections');
  }
  const unstable = responses.rows.filter(({ settings }) => mean(settings, 'unstable') === 1).map(({ name }) => name);
  expect(unstable).toEqual(['round robin', 'least bandwidth', 'IP hash', 'consistent hash', 'random']);
  for (const { settings } of failures.columns) {
    const [, , patient, idle] = failures.rows.map((row) => mean({ ...row.settings, ...settings }, 'failed'));
    expect(idle).toBeGreaterThan(1.4 * (patient ?? Number.NaN));
  }
});
