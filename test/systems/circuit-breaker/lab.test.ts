import { expect, test } from 'vitest';
import { initialSettings } from '../../../src/lab/lab.ts';
import { lab } from '../../../src/systems/circuit-breaker/lab.ts';
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
    const back = [...said.matchAll(/not back even (\d+)|back (\d+) s/g)].map(([, , seconds]) =>
      seconds === undefined ? Infinity : Number(seconds),
    );
    const shares = [...said.matchAll(/([\d.]+)%/g)].map(([, share]) => share);
    expect(shares[0]).toBe(figures.answered.toFixed(1));
    if (settings.breaker === 'none') {
      expect(back).toEqual([figures.recovery]);
      expect(said).toContain(`${figures.wasted} request`);
      expect(said).toContain(settings.retries === 0 ? 'without retries' : 'with up to 3 retries');
    } else if (figures.opened === 0) {
      expect(said).toContain('never opens');
      expect(figures.answered).toBe(figures.answeredWithout);
    } else {
      const isTie = figures.recovery === figures.recoveryWithout;
      expect(said.includes('a tie')).toBe(isTie);
      expect(back).toEqual(isTie ? [figures.recovery] : [figures.recovery, figures.recoveryWithout]);
      expect(shares[1]).toBe(figures.answeredWithout.toFixed(1));
      expect(said).toContain(`opened ${figures.opened} time`);
      expect(said).toContain(`${figures.wasted} request`);
      expect(said).toContain(`instead of ${figures.wastedWithout}`);
    }
    if (settings.script === 'stampede') {
      expect(said).toContain(`at most ${figures.peak} retr`);
      if (settings.backoff === 'full-jitter') expect(said).toContain(`without jitter ${figures.peakWithoutJitter}`);
    }
  }
});

test('half-open is a probe: by default the breaker brings the service back, and retries alone keep it down', () => {
  for (const seed of seeds) {
    const { figures, events } = lab.run(initial, seed);
    expect(figures.recovery).toBeLessThan(10);
    expect(figures.recoveryWithout).toBe(Infinity);
    expect(figures.wastedWithout).toBeGreaterThan(20 * figures.wasted);
    const transitions = events.filter((event) => event.kind === 'transition');
    expect(transitions.filter(({ to }) => to === 'half-open').every(({ from }) => from === 'open')).toBe(true);
  }
});

test('jitter spreads the peak of the retries', () => {
  for (const seed of seeds) {
    const { figures } = lab.run(settingsOf({ script: 'stampede', breaker: 'none', backoff: 'full-jitter' }), seed);
    expect(figures.peak).toBeLessThan(figures.peakWithoutJitter / 2);
  }
});
