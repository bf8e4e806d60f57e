import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estimate } from '../../../src/kernel/confidence.ts';
import { initialSettings } from '../../../src/lab/lab.ts';
import { lab } from '../../../src/systems/consistent-hashing/lab.ts';
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
      const { figures, series, events } = lab.run(chosen, seed);
      for (const { y } of series) expect(y.reduce((a, b) => a + b)).toBe(10_000);
      expect(figures.needed + figures.movedBetweenOld).toBeCloseTo(figures.moved, 9);
      expect(events.length).toBe(Math.min(400, Math.round(figures.moved * 100)));
      for (const event of events.slice(0, 3)) expect(lab.describe(event)).toContain(`key-${event.key} moves`);
    }),
    { numRuns: 100 },
  );
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
      const [, after] = run.series;
      expect(direction).toBe((after?.x.length ?? 0) > chosen.nodes ? 'more' : 'fewer');
      expect(Number(ofMoved)).toBeCloseTo(moved, 2);
      expect(none === 'none' ? 0 : Number(ofBetween)).toBeCloseTo(movedBetweenOld, 2);
      expect(ofModulo === undefined).toBe(chosen.scheme === 'modulo');
      if (ofModulo !== undefined) expect(Number(ofModulo)).toBeCloseTo(movedByModulo, 2);
      expect(Math.abs(Number(ofOverload) - overload)).toBeLessThanOrEqual(0.005 + 1e-9);
    }
  });
});
