import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimate } from '../../../src/kernel/confidence.ts';
import { random } from '../../../src/kernel/random.ts';
import { seeds } from '../../../src/kernel/sweep.ts';
import { initialSettings } from '../../../src/lab/lab.ts';
import { eventsOf } from '../../../src/systems/queueing/events.ts';
import { lab } from '../../../src/systems/queueing/lab.ts';
import { serve } from '../../../src/systems/queueing/model.ts';
import { tables } from '../../../src/systems/queueing/table.ts';
import { settingsOf, testLabLaws } from '../lab-laws.ts';

testLabLaws(lab);

type QueueSettings = Parameters<typeof lab.run>[0];
const initial = initialSettings(lab.controls);

test('the formula lies within the interval of 95 % about as often as that', () => {
  const queues: readonly QueueSettings[] = [50, 80].flatMap((each) =>
    [1, 2, 8].flatMap((count) =>
      (['shared', 'separate'] as const).map((lines) => ({ load: each, servers: count, service: 10, lines })),
    ),
  );
  const names = ['mean', 'p50', 'p99', 'waited', 'utilisation', 'inSystem', 'rate'] as const;
  const missed = Object.fromEntries(names.map((name) => [name, 0]));
  for (const queue of queues) {
    const runs = seeds(30).map((seed) => lab.run(queue, seed).figures);
    const theory = lab.theory(queue);
    for (const name of names) {
      const { mean, halfWidth } = estimate(runs.map((figures) => figures[name]));
      const off = Math.abs(mean - (theory[name] ?? Number.NaN)) / halfWidth;
      expect(off, `${name} ${JSON.stringify(queue)}`).toBeLessThan(2.5);
      if (off > 1) missed[name] = (missed[name] ?? 0) + 1;
    }
  }
  // Of 12 intervals of 95 %, more than three missed has a probability of 0.2 %.
  for (const name of names) expect(missed[name], name).toBeLessThanOrEqual(3);
});

test('L = λW in the figures of every run', () => {
  fc.assert(
    fc.property(settingsOf(lab), fc.integer(), (set, seed) => {
      const { inSystem, rate, mean } = lab.run(set, seed).figures;
      expect((rate * mean) / 1000 / inSystem).toBeCloseTo(1, 10);
    }),
    { numRuns: 1000 },
  );
});

test('the default run is this one, in every engine, and another seed gives another', () => {
  expect(lab.run(initial, 2).figures).not.toEqual(lab.run(initial, 1).figures);
  expect(lab.run(initial, 1).figures).toMatchInlineSnapshot(`
    {
      "formula": 50.00000000000001,
      "inSystem": 3.8245518114061983,
      "mean": 48.107407466666665,
      "p50": 34.872,
      "p99": 203.667,
      "rate": 79.50026852010696,
      "utilisation": 79.88936827433028,
      "waited": 80.00666666666666,
    }
  `);
});

test('the finding says what the figures say, on 30 seeds of every scenario', () => {
  for (const scenario of lab.scenarios) {
    const set: QueueSettings = { ...initial, ...scenario.settings };
    for (const seed of seeds(30)) {
      const run = lab.run(set, seed);
      const finding = lab.finding(run, set);
      expect(finding.match(/\.(?!\d)/g), finding).toHaveLength(1);
      expect(finding.startsWith('Unstable')).toBe(set.load >= 100);
      if (set.load >= 100) continue;
      const [, mean, times, p99, rate, each, number] =
        /takes ([\d.]+) ms, ([\d.]+) times .* hundred ([\d.]+) ms or more; ([\d.]+) requests a second of ([\d.]+) ms each are ([\d.]+) in/
          .exec(finding.replace(/,(?=\d{3})/g, ''))
          ?.map(Number) ?? [];
      const { figures } = run;
      const near = (said: number | undefined, value: number): void => {
        expect(Math.abs((said ?? Number.NaN) - value), finding).toBeLessThanOrEqual(
          value < 1 ? 0.00501 : value < 10 ? 0.0501 : 0.501,
        );
      };
      near(mean, figures.mean);
      near(each, figures.mean);
      near(times, figures.mean / set.service);
      near(p99, figures.p99);
      near(rate, figures.rate);
      near(number, figures.inSystem);
    }
  }
});

test('at a load of 100% and over the finding says unstable and no formula is set beside, and only there', () => {
  for (const load of [95, 100, 105])
    for (const lines of ['shared', 'separate'] as const) {
      const set = { ...initial, servers: 2, lines, load };
      const run = lab.run(set, 1);
      expect(lab.finding(run, set).startsWith('Unstable')).toBe(load >= 100);
      expect(Object.keys(lab.theory(set))).toHaveLength(load >= 100 ? 0 : 7);
      expect(run.charts[2]?.series.map(({ name }) => name)).toEqual(
        load >= 100 ? ['This run'] : ['This run', 'Formula'],
      );
    }
});

test('what the finding multiplies gives what it says, at any load', () => {
  for (const load of [5, 10, 50, 90])
    for (const service of [1, 100]) {
      const set = { ...initial, load, service };
      const [, rate, each, number] =
        /; ([\d.,]+) requests a second of ([\d.,]+) ms each are ([\d.]+) in/
          .exec(lab.finding(lab.run(set, 1), set))
          ?.map((said) => Number(said.replaceAll(',', ''))) ?? [];
      expect(((rate ?? 0) * (each ?? 0)) / 1000 / (number ?? 0)).toBeGreaterThan(0.85);
      expect(((rate ?? 0) * (each ?? 0)) / 1000 / (number ?? 0)).toBeLessThan(1.15);
    }
});

test('the chart by load is one formula for one line and another for a line each, whichever is chosen', () => {
  for (const lines of ['shared', 'separate'] as const) {
    const [chart] = lab.run({ ...initial, servers: 8, lines }, 1).charts;
    const [one, each] = chart?.series ?? [];
    for (const [i, load] of (one?.x ?? []).entries()) {
      expect(one?.y[i]).toBeCloseTo(
        lab.theory({ ...initial, servers: 8, lines: 'shared', load }).mean ?? Number.NaN,
        9,
      );
      // Each line is an M/M/1: 1 ÷ (1 − load) times the work.
      expect(each?.y[i]).toBeCloseTo(initial.service / (1 - load / 100), 9);
    }
  }
});

test('one line for all is never slower in the mean than a line for each, on 30 seeds', () => {
  for (const seed of seeds(30)) {
    const set = { ...initial, servers: 8 };
    const split = lab.run({ ...set, lines: 'separate' }, seed).figures.mean;
    expect(lab.run({ ...set, lines: 'shared' }, seed).figures.mean).toBeLessThan(split);
  }
});

test('what is shown of the queue after an event is what the whole run says of that moment', () => {
  const steps = fc.array(fc.record({ gap: fc.nat(40), demand: fc.nat(90) }), {
    minLength: 1,
    maxLength: 150,
    size: 'max',
  });
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 4 }), fc.boolean(), fc.nat(), (gaps, servers, isShared, seed) => {
      let arrived = 0;
      const requests = gaps.map(({ gap, demand }, id) => {
        arrived += gap;
        return { id, arrived, demand };
      });
      const served = serve(requests, servers, { lines: isShared ? 'shared' : 'separate', choices: random(seed) });
      const events = eventsOf(served, servers, isShared);
      expect(events.length).toBeGreaterThan(0);
      for (const [i, { time, waiting, serving }] of events.entries()) {
        // Of several at the same moment only the last shows all of it.
        if (events[i + 1]?.time === time) continue;
        const waits = served.filter((each) => each.arrived <= time && each.started > time);
        expect(waiting).toEqual(
          isShared ? [waits.length] : serving.map((_, id) => waits.filter(({ server }) => server === id).length),
        );
        const works = (id: number): number =>
          served.find((each) => each.server === id && each.started <= time && each.left > time)?.id ?? -1;
        expect(serving).toEqual(serving.map((_, id) => works(id)));
      }
    }),
    { numRuns: 1000 },
  );
});

test('the prediction: with one line for eight servers hardly a request waits, on 30 seeds', () => {
  const { answer, scenario } = lab.prediction;
  const set: QueueSettings = { ...initial, ...lab.scenarios.find(({ id }) => id === scenario)?.settings };
  for (const seed of seeds(30)) expect(answer(lab.run(set, seed), set)).toBe('little');
});

test('the verdict of the measured table holds: one server ten times, eight with one line twice the work itself', () => {
  const [table] = tables;
  const at90 = { ...initial, load: 90 };
  const times = (set: QueueSettings): number =>
    estimate(seeds(30).map((seed) => lab.run(set, seed).figures.mean)).mean / initial.service;
  expect(Math.abs(times(at90) - 10)).toBeLessThan(0.5);
  expect(Math.abs(times({ ...at90, servers: 8 }) - 2)).toBeLessThan(0.2);
  expect(table.verdict).toContain('ten times');
});

test('events and their descriptions fit', () => {
  const { events } = lab.run(initial, 1);
  const [first] = events;
  expect(first && lab.describe(first)).toMatch(/^Request \d+ arrives\.$/);
  expect(new Set(events.map((event) => lab.describe(event).replace(/\d+/g, '#')))).toEqual(
    new Set(['Request # arrives.', 'Request # begins on server #.', 'Request # leaves server #.']),
  );
});
