import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estimate } from '../../../src/kernel/confidence.ts';
import { meanOf } from '../../../src/kernel/statistics.ts';
import { initialSettings } from '../../../src/lab/lab.ts';
import { nodesOf } from '../../../src/systems/consistent-hashing/change.ts';
import { lab } from '../../../src/systems/consistent-hashing/lab.ts';
import { hashedKeys, loadsOf, schemes, worstOverload } from '../../../src/systems/consistent-hashing/model.ts';
import { hashOf, randomWeight } from '../../../src/systems/consistent-hashing/schemes/rendezvous.ts';
import { firstPoint, pointsOf, ringOf } from '../../../src/systems/consistent-hashing/schemes/ring.ts';
import type { Node } from '../../../src/systems/consistent-hashing/schemes/scheme.ts';
import { settingsOf, testLabLaws } from '../lab-laws.ts';

testLabLaws(lab);

const initial = initialSettings(lab.controls);
const settings = settingsOf(lab);
const seeds = Array.from({ length: 30 }, (_, i) => i + 1);

test('at first a ring moves about one key in eleven, and modulo ten in eleven', () => {
  const { figures } = lab.run(initial, 1);
  expect(figures).toMatchObject({ movedBetweenOld: 0, tableBytes: 6600 });
  expect(figures.moved).toBeLessThan(13);
  expect(figures.movedByModulo).toBeGreaterThan(90);
});

test('all keys are placed before and after, and what moves between old nodes need not have moved', () => {
  fc.assert(
    fc.property(settings, fc.integer(), (chosen, seed) => {
      const { figures, charts } = lab.run(chosen, seed);
      const [byScheme, loads] = charts;
      for (const { y } of loads?.series ?? []) expect(y.reduce((a, b) => a + b)).toBe(10_000);
      expect(figures.needed + figures.movedBetweenOld).toBeCloseTo(figures.moved, 9);
      const place = Object.keys(lab.controls.scheme.options).indexOf(chosen.scheme);
      expect(byScheme?.series.map(({ y }) => y[place])).toEqual([figures.needed, figures.movedBetweenOld]);
    }),
    { numRuns: 100 },
  );
});

test('loads and how full the fullest node is are those of the schemes themselves, with the nodes by their ids', () => {
  const keys = [1, 2].map((seed) => hashedKeys(10_000, seed));
  fc.assert(
    fc.property(settings, fc.integer({ min: 0, max: 1 }), (chosen, place) => {
      const seed = place + 1;
      const { before, after } = nodesOf(chosen);
      const loads = (nodes: readonly Node[], changed: Partial<typeof initial> = {}) => {
        const all = { ...chosen, ...changed };
        return loadsOf(schemes[all.scheme](keys[place] ?? expect.fail(), nodes, { ...all, seed }), nodes);
      };
      const { figures, charts } = lab.run(chosen, seed);
      const [, byNode, byPoints] = charts.map(({ series }) => series);
      expect(byNode?.map(({ x, y }) => [x, y])).toEqual(
        [before, after].map((nodes) => [nodes.map(({ id }) => id), loads(nodes)]),
      );
      expect(figures.overload).toBe(worstOverload(loads(after), after));
      expect(byPoints?.[0]?.y).toEqual(
        [1, 10, 100].map((points) => worstOverload(loads(after, { scheme: 'ring', points }), after)),
      );
    }),
    { numRuns: 30 },
  );
});

test('a look-up under bounded loads compares more points than one on the ring, and fewer the more room there is', () => {
  const steps = (changed: Partial<typeof initial>) =>
    meanOf(seeds.map((seed) => lab.run({ ...initial, points: 10, ...changed }, seed).figures.steps));
  const [tight, roomy, ring] = [
    steps({ scheme: 'boundedLoad', slack: 5 }),
    steps({ scheme: 'boundedLoad', slack: 100 }),
    steps({}),
  ];
  expect(tight).toBeGreaterThan(roomy);
  expect(roomy).toBeGreaterThanOrEqual(ring);
});

test('the look-ups that are told are those of each fiftieth key, each with the nodes that the scheme gives it', () => {
  fc.assert(
    fc.property(settings, fc.integer(), (chosen, seed) => {
      const { before, after, all, changing } = nodesOf(chosen);
      const keys = hashedKeys(10_000, seed);
      const { events } = lab.run(chosen, seed);
      expect(events.map(({ key, hash }) => [key, hash])).toEqual(events.map((_, i) => [50 * i, keys[50 * i]]));
      if (events.length < 200) expect(events.at(-1)?.from).not.toBe(events.at(-1)?.to);
      const ring = ringOf(pointsOf(all, { ...chosen, seed }));
      const degreesOf = (isChanging: boolean) =>
        [...ring.hashes].flatMap((each, i) =>
          (ring.owners[i] === changing) === isChanging ? Math.round(Math.floor((each / 2 ** 32) * 36_000) / 100) : [],
        );
      const owners = [before, after].map((nodes) => schemes[chosen.scheme](keys, nodes, { ...chosen, seed }).owners);
      for (const [i, event] of events.entries()) {
        const { from, to, hash, scores, near } = event;
        expect([from, to]).toEqual(owners.map((each) => each[50 * i]));
        expect(lab.describe(event)).toContain(
          from === to ? `key-${50 * i} stays on node ${to}` : `key-${50 * i} moves from node ${from} to`,
        );
        for (const [place, score] of scores?.entries() ?? []) {
          const node = all[place] ?? expect.fail();
          const uniform = (randomWeight(hash, hashOf(node, seed)) + 0.5) / 2 ** 32;
          expect(score).toBeCloseTo(uniform ** (1 / node.weight), 9);
        }
        if (scores)
          expect(scores[all.findIndex(({ id }) => id === to)]).toBe(
            Math.max(...scores.filter((_, place) => after.includes(all[place] ?? expect.fail()))),
          );
        if (!near) continue;
        if (i === 0) {
          expect(new Set(event.ring?.changing)).toEqual(new Set(degreesOf(true)));
          expect(new Set(event.ring?.others)).toEqual(new Set(degreesOf(false)));
        }
        const first = near.findIndex(({ distance }) => distance === 0);
        expect(near[first]?.node).toBe(ring.owners[firstPoint(ring, hash)]);
        expect(near.map(({ node }) => node)).toEqual(expect.arrayContaining([from, to]));
        if (chosen.scheme === 'boundedLoad') continue;
        // On a ring the owners are the first points that are there before and after.
        const there = (nodes: readonly Node[]) =>
          near.slice(first).find(({ node }) => nodes.some(({ id }) => id === node))?.node;
        expect([there(before), there(after)]).toEqual([from, to]);
      }
    }),
    { numRuns: 100 },
  );
});

test('what the reader predicts comes out the same on each of 30 seeds: half of the keys move', () => {
  const { scenario, answer } = lab.prediction;
  const { settings: differing } = lab.scenarios.find(({ id }) => id === scenario) ?? expect.fail(scenario);
  for (const seed of seeds) expect(answer(lab.run({ ...initial, ...differing }, seed))).toBe('half');
});

test('the node in the middle of ten is node 5, as the prediction says, and node 0 has the weight', () => {
  expect(nodesOf({ nodes: 10, weight: 3, change: 'removeMiddle' })).toMatchObject({ changing: 5 });
  expect(nodesOf({ nodes: 2, weight: 3, change: 'removeMiddle' }).after).toEqual([{ id: 0, weight: 3 }]);
  expect(nodesOf({ nodes: 2, weight: 3, change: 'add' }).after.map(({ weight }) => weight)).toEqual([3, 1, 1]);
});

test('a look-up takes one division, as many scores as nodes, the harmonic number of jumps, or a search of the table', () => {
  const steps = (changed: Partial<typeof initial>) =>
    meanOf(seeds.map((seed) => lab.run({ ...initial, ...changed }, seed).figures.steps));
  expect(steps({ scheme: 'modulo' })).toBe(1);
  expect(steps({ scheme: 'rendezvous' })).toBe(11);
  // 1 + 1/2 + … + 1/11
  expect(Math.abs(steps({ scheme: 'jump' }) - 3.0199)).toBeLessThan(0.1);
  expect(steps({})).toBeGreaterThan(10);
  expect(steps({})).toBeLessThanOrEqual(11);
});

test('the verdicts of the measured tables hold', () => {
  const mean = (changed: Partial<typeof initial>) => {
    const runs = seeds.slice(0, 12).map((seed) => lab.run({ ...initial, ...changed }, seed).figures);
    return {
      moved: meanOf(runs.map(({ moved }) => moved)),
      movedBetweenOld: meanOf(runs.map(({ movedBetweenOld }) => movedBetweenOld)),
      overload: meanOf(runs.map(({ overload }) => overload)),
      tableBytes: meanOf(runs.map(({ tableBytes }) => tableBytes)),
    };
  };
  const modulo = mean({ scheme: 'modulo' });
  expect(Math.round(modulo.moved / 10)).toBe(9);
  expect(modulo.movedBetweenOld).toBeGreaterThan(modulo.moved / 2);
  for (const scheme of ['ring', 'rendezvous', 'jump'] as const) expect(mean({ scheme }).movedBetweenOld).toBe(0);
  for (const scheme of ['modulo', 'ring', 'boundedLoad', 'rendezvous'] as const)
    expect(
      Math.abs(mean({ scheme, change: 'removeMiddle' }).moved - mean({ scheme, change: 'removeLast' }).moved),
    ).toBeLessThan(1);
  expect(mean({ scheme: 'jump', change: 'removeMiddle' }).moved).toBeGreaterThan(45);
  expect(mean({ points: 1 }).overload.toFixed(0)).toBe('3');
  expect(mean({}).overload.toFixed(1)).toBe('1.2');
  expect(mean({}).tableBytes).toBe(100 * mean({ points: 1 }).tableBytes);
});

test('the formula gives what moves on average, and the bytes and the moves between old nodes exactly', () => {
  fc.assert(
    fc.property(settings, (drawn) => {
      const chosen = { ...drawn, points: Math.max(20, drawn.points) };
      const { moved, movedBetweenOld, tableBytes } = lab.theory(chosen);
      const figures = seeds.map((seed) => lab.run(chosen, seed).figures);
      if (movedBetweenOld !== undefined) expect(figures.every((each) => each.movedBetweenOld === 0)).toBe(true);
      if (tableBytes !== undefined) expect(figures.every((each) => each.tableBytes === tableBytes)).toBe(true);
      if (moved === undefined) return;
      const { mean, halfWidth } = estimate(figures.map((each) => each.moved));
      expect(Math.abs(mean - moved)).toBeLessThan(3 * halfWidth + 0.05);
    }),
    { numRuns: 12 },
  );
});

describe.each(lab.scenarios)('$name', ({ settings: differing }) => {
  test('its finding is true of its figures on 30 seeds', () => {
    const chosen = { ...initial, ...differing };
    for (const seed of seeds) {
      const run = lab.run(chosen, seed);
      const { moved, movedBetweenOld, movedByModulo, overload } = run.figures;
      const sentence = lab.finding(run, chosen);
      const [, direction, ofMoved, none, ofBetween, ofModulo, ofOverload] =
        /: one node (more|fewer) than \d+ moves ([\d.]+)% of the keys, (?:(none) of them between nodes that stay|([\d.]+)% from one node that stays to another)(?:, where modulo moves ([\d.]+)%)?; the fullest node then has ([\d.]+) times its fair share\.$/.exec(
          sentence,
        ) ?? expect.fail(sentence);
      const [, after] = run.charts[1]?.series ?? [];
      expect(direction).toBe((after?.x.length ?? 0) > chosen.nodes ? 'more' : 'fewer');
      expect(Number(ofMoved)).toBeCloseTo(moved, 2);
      expect(none === 'none' ? 0 : Number(ofBetween)).toBeCloseTo(movedBetweenOld, 2);
      expect(ofModulo === undefined).toBe(chosen.scheme === 'modulo');
      if (ofModulo !== undefined) expect(Number(ofModulo)).toBeCloseTo(movedByModulo, 2);
      expect(Math.abs(Number(ofOverload) - overload)).toBeLessThanOrEqual(0.005 + 1e-9);
    }
  });
});
