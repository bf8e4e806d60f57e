import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seeds } from '../../src/kernel/sweep.ts';
import type { Micros } from '../../src/kernel/time.ts';
import { type Control, type Controls, initialSettings, type Lab, type Settings } from '../../src/lab/lab.ts';

/** Any setting of a control, the ends of a range more often than the rest. */
const settingOf = (control: Control): fc.Arbitrary<number | string | boolean> => {
  if (control.kind === 'switch') return fc.boolean();
  if (control.kind === 'choice') return fc.constantFrom(...Object.keys(control.options));
  const { min, max, step } = control;
  const between = fc.nat(Math.round((max - min) / step)).map((steps) => min + steps * step);
  return fc.oneof(fc.constantFrom(min, max), between);
};

/** Any settings of a lab, those of its scenarios among them. */
export function settingsOf<C extends Controls, Event extends { readonly time: Micros }, Figure extends string>({
  controls,
  scenarios,
}: Lab<C, Event, Figure>): fc.Arbitrary<Settings<C>> {
  const initial = initialSettings(controls);
  const any = Object.entries(controls).map(([name, control]) => [name, settingOf(control)]);
  return fc.oneof(fc.constantFrom(...scenarios.map(({ settings }) => ({ ...initial, ...settings }))), {
    arbitrary: fc.record(Object.fromEntries(any)),
    weight: 3,
  }) as never;
}

/** What holds of every lab. */
export function testLabLaws<C extends Controls, Event extends { readonly time: Micros }, Figure extends string>(
  lab: Lab<C, Event, Figure>,
): void {
  const settings = settingsOf(lab);

  test('the same settings and seed give the same run, whatever ran in between, and the settings stay as they are', () => {
    fc.assert(
      fc.property(settings, settings, fc.integer(), (chosen, other, seed) => {
        const before = structuredClone(chosen);
        const first = lab.run(Object.freeze(chosen), seed);
        lab.run(Object.freeze(other), seed + 1);
        expect(JSON.stringify(lab.run(chosen, seed))).toBe(JSON.stringify(first));
        expect(chosen).toEqual(before);
      }),
      { numRuns: 30 },
    );
  });

  test('the whole range of every control is accepted', () => {
    fc.assert(
      fc.property(settings, fc.integer(), (chosen, seed) => {
        const run = lab.run(chosen, seed);
        expect(Object.keys(run.figures).toSorted()).toEqual(Object.keys(lab.figures).toSorted());
        // What never comes, such as the end of a recovery, takes Infinity.
        for (const figure of Object.values<number>(run.figures)) expect(figure).toBeGreaterThanOrEqual(0);
        expect(run.events.length).toBeLessThanOrEqual(500);
        expect(
          run.events.every(({ time }, i) => Number.isInteger(time) && time >= (run.events[i - 1]?.time ?? 0)),
        ).toBe(true);
        for (const event of run.events) expect(lab.describe(event)).not.toMatch(/^$|NaN|undefined|Infinity/);
        for (const { x, y } of run.charts.flatMap(({ series }) => series)) {
          expect(x.length).toBe(y.length);
          expect(x.length).toBeLessThanOrEqual(600);
          expect([...x, ...y].every(Number.isFinite)).toBe(true);
        }
        const finding = lab.finding(run, chosen);
        // One sentence: its only full stop that is no decimal point is its last character.
        expect(finding).toMatch(/^[A-Z0-9](?:[^.]|\.\d)*\.$/);
        expect(finding).not.toMatch(/NaN|undefined|Infinity|\d %/);
      }),
      { numRuns: 100 },
    );
  });

  test('every control is in its range at first, and every scenario within the controls', () => {
    const initial = initialSettings(lab.controls);
    for (const scenario of lab.scenarios)
      for (const [name, value] of Object.entries({ ...initial, ...scenario.settings })) {
        const control = lab.controls[name];
        if (control?.kind === 'choice') expect(Object.keys(control.options)).toContain(value);
        else if (control?.kind === 'switch') expect(typeof value).toBe('boolean');
        else {
          expect(value).toBeGreaterThanOrEqual(control?.min ?? Number.NaN);
          expect(value).toBeLessThanOrEqual(control?.max ?? Number.NaN);
        }
      }
    expect(new Set(lab.scenarios.map(({ id }) => id)).size).toBe(lab.scenarios.length);
  });

  test('the default run is the one on record: a change of the model shows, on whichever machine', async () => {
    const run = lab.run(initialSettings(lab.controls), 1);
    const hash = createHash('sha256').update(JSON.stringify(run)).digest('hex');
    await expect(`${hash}\n`).toMatchFileSnapshot('default-run.sha256');
  });

  test('what the reader predicts is answered by the same option on each of 30 seeds', () => {
    const { scenario, options, answer } = lab.prediction;
    const found = lab.scenarios.find(({ id }) => id === scenario) ?? expect.fail(`No scenario ${scenario}`);
    const chosen = { ...initialSettings(lab.controls), ...found.settings };
    const answers = new Set(seeds(30).map((seed) => answer(lab.run(chosen, seed), chosen)));
    expect(answers.size).toBe(1);
    for (const option of answers) expect(Object.keys(options)).toContain(option);
  });
}
