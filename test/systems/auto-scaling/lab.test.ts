import { expect, test } from 'vitest';
import { minute } from '../../../src/kernel/time.ts';
import { initialSettings } from '../../../src/lab/lab.ts';
import { lab } from '../../../src/systems/auto-scaling/lab.ts';
import { duration } from '../../../src/systems/auto-scaling/model.ts';
import { testLabLaws } from '../lab-laws.ts';

testLabLaws(lab);

const initial = initialSettings(lab.controls);
type LabSettings = typeof initial;
const settingsOf = (changed: Partial<LabSettings>): LabSettings => ({ ...initial, ...changed });
const seeds = Array.from({ length: 30 }, (_, i) => i + 1);

test.each(lab.scenarios)('what the finding of “$name” says is true of its figures', ({ settings: changed }) => {
  const settings = settingsOf(changed);
  for (const seed of seeds) {
    const run = lab.run(settings, seed);
    const { figures } = run;
    const said = lab.finding(run, settings);
    const minutes = [...said.matchAll(/([\d.]+) min/g)].map(([, number]) => number);
    expect(minutes[0]).toBe(figures.minutesOver80.toFixed(1));
    expect(said).toContain(`${figures.droppedShare.toFixed(1)}% of the requests are dropped`);
    expect(said).toContain(`${figures.instanceHours.toFixed(1)} instance-hours`);
    if (settings.policy === 'notes') {
      const sizes = run.events.flatMap((event) => (event.kind === 'action' ? [event.from, event.to] : []));
      expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
      expect(said).toContain(`only ever grows, to ${sizes.at(-1)} instances`);
      expect(said.includes('the most that are allowed')).toBe(sizes.at(-1) === 20);
    } else {
      const atOnce = figures.minutesOver80AtOnce.toFixed(1);
      expect(said.includes('a tie')).toBe(atOnce === minutes[0]);
      expect(minutes.slice(1)).toEqual(atOnce === minutes[0] ? [] : [atOnce]);
      const late = run.events.flatMap((event) =>
        event.kind === 'action' && event.time >= duration - 30 * minute ? [event.to > event.from] : [],
      );
      const isSwinging = new Set(late).size === 2;
      expect(said.includes('unstable')).toBe(isSwinging && settings.load !== 'sine');
    }
  }
});

test('by default a spike hurts for minutes, most of them because instances warm up', () => {
  for (const seed of seeds) {
    const { figures } = lab.run(initial, seed);
    expect(figures.minutesOver80).toBeGreaterThan(5);
    expect(figures.minutesOver80AtOnce).toBeLessThan(figures.minutesOver80 / 2);
  }
});

test('the rule of the notes stays large when the load has gone, where target tracking comes back', () => {
  for (const seed of seeds) {
    const end = (policy: LabSettings['policy']): number =>
      lab.run(settingsOf({ policy, load: 'sine' }), seed).figures.atEnd;
    expect(end('notes')).toBe(20);
    expect(end('target')).toBeLessThan(8);
  }
});

test('a metric that is older than the stabilisation window makes target tracking swing at a constant load', () => {
  for (const seed of seeds) {
    expect(lab.run(settingsOf({ lag: 300 }), seed).figures.swings).toBeGreaterThan(0);
    expect(lab.run(settingsOf({ lag: 60 }), seed).figures.swings).toBe(0);
  }
});

test('target tracking ends where the formula rests', () => {
  for (const target of [20, 40, 60, 80]) {
    const settings = settingsOf({ target });
    expect(lab.run(settings, 1).figures.atEnd).toBe(lab.theory(settings).atEnd);
  }
  expect(lab.theory(settingsOf({ policy: 'step' }))).toEqual({});
});
