import fc from 'fast-check';
import { expect, test } from 'vitest';
import { second } from '../../../src/kernel/time.ts';
import { initialSettings } from '../../../src/lab/lab.ts';
import { figuresOf } from '../../../src/systems/circuit-breaker/figures.ts';
import { lab } from '../../../src/systems/circuit-breaker/lab.ts';
import { duration, queueLimit, simulate, workers } from '../../../src/systems/circuit-breaker/model.ts';
import { type ScriptName, scripts } from '../../../src/systems/circuit-breaker/script.ts';
import { settingsOf as anySettingsOf, testLabLaws } from '../lab-laws.ts';

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
      expect(said).toContain(figures.opened === 1 ? 'opened once;' : `opened ${figures.opened} times;`);
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

test('the peak without jitter is that of the same run with exponential waits, whatever happens to the backend', () => {
  fc.assert(
    fc.property(anySettingsOf(lab), fc.nat(), (settings, seed) => {
      const { peak, peakWithoutJitter } = lab.run(settings, seed).figures;
      const plain = settings.backoff.endsWith('jitter') ? { ...settings, backoff: 'exponential' as const } : settings;
      expect(peakWithoutJitter).toBe(lab.run(plain, seed).figures.peak);
      if (plain === settings) expect(peakWithoutJitter).toBe(peak);
    }),
    { numRuns: 50 },
  );
});

test('what the reader predicts comes out the same on each of 30 seeds: the service is back with the first trial', () => {
  const { scenario, answer } = lab.prediction;
  const { settings } = lab.scenarios.find(({ id }) => id === scenario) ?? expect.fail(scenario);
  for (const seed of seeds) expect(answer(lab.run(settingsOf(settings), seed))).toBe('trial');
});

test('events tell every second up to the last change, in the state that the changes before them led to, within the limits of the system', () => {
  fc.assert(
    fc.property(anySettingsOf(lab), fc.nat(), (settings, seed) => {
      const { events, figures, charts } = lab.run(settings, seed);
      const transitions = events.filter((event) => event.kind === 'transition');
      const seconds = events.filter(({ kind }) => kind === 'second').map(({ time }) => time / 1e6);
      expect(seconds).toEqual(seconds.map((_, i) => i + 1));
      if (transitions.length === 0) expect(seconds).toHaveLength(duration / 1e6);
      expect(charts.some(({ title }) => title === 'State of the breaker')).toBe(transitions.length > 0);
      let state = transitions[0]?.from ?? 'closed';
      for (const event of events) {
        if (event.kind === 'transition') state = event.to;
        expect(event.state).toBe(state);
        const { waiting, abandoned, working, asking, pausing } = event.census;
        expect(abandoned).toBeLessThanOrEqual(waiting);
        expect(waiting).toBeLessThanOrEqual(queueLimit);
        expect(working).toBeLessThanOrEqual(workers);
        if (waiting > 0) expect(working).toBe(workers);
        expect(Math.min(asking, pausing)).toBeGreaterThanOrEqual(0);
        if (settings.retries === 0) expect(pausing).toBe(0);
      }
      if (settings.breaker === 'none') expect(figures.opened).toBe(0);
    }),
    { numRuns: 100 },
  );
});

test('the breaker is the one that the controls name, and the figures are those of its run and of the run without', () => {
  fc.assert(
    fc.property(anySettingsOf(lab), fc.nat(), (settings, seed) => {
      const { breaker, failures, rate, window, reset, probes, retries, backoff } = settings;
      const script = scripts[settings.script];
      const threshold = {
        none: undefined,
        consecutive: { kind: 'consecutive', failures },
        rate: { kind: 'rate', percent: rate, window },
      } as const;
      const chosen = threshold[breaker];
      const bare = { script, retries, backoff };
      const own = simulate(
        { ...bare, ...(chosen && { breaker: { threshold: chosen, reset: reset * second, probes } }) },
        seed,
      );
      const { answered, refused, wasted, recoverySeconds, p99Milliseconds, peak } = figuresOf(own, script);
      const without = figuresOf(simulate(bare, seed), script);
      expect(lab.run(settings, seed).figures).toMatchObject({
        answered,
        refused,
        wasted,
        recovery: recoverySeconds,
        p99: p99Milliseconds,
        peak,
        opened: own.transitions.filter(({ to }) => to === 'open').length,
        answeredWithout: without.answered,
        wastedWithout: without.wasted,
        recoveryWithout: without.recoverySeconds,
        p99Without: without.p99Milliseconds,
      });
    }),
    { numRuns: 50 },
  );
});

test.each(Object.keys(scripts) as ScriptName[])('in “%s” the curves and the events tell the same', (script) => {
  for (const seed of seeds.slice(0, 5)) {
    const { events, charts } = lab.run(settingsOf({ script }), seed);
    const [answers, waiting] = ['Calls answered', 'Requests waiting'].map(
      (title) => charts.find((chart) => chart.title.startsWith(title))?.series[0],
    );
    const inSeconds = events.filter(({ kind, time }) => kind === 'second' && time <= duration);
    expect(answers?.y.slice(0, inSeconds.length)).toEqual(inSeconds.map(({ census }) => census.answered));
    expect(waiting?.y.filter((_, i) => i % 2 === 0).slice(1, inSeconds.length + 1)).toEqual(
      inSeconds.map(({ census }) => census.waiting),
    );
    for (const { time, speed } of events) {
      const now = scripts[script].troubles.filter(({ from, to }) => from <= time && time < to);
      expect(speed).toBe(now[0]?.speed ?? 1);
    }
  }
});

test('the verdicts of the measured tables hold on each of 30 seeds', () => {
  for (const seed of seeds) {
    const figuresOf = (changed: Partial<LabSettings>) => lab.run(settingsOf(changed), seed).figures;
    expect(figuresOf({ breaker: 'none' }).recovery).toBe(Infinity);
    for (const retries of [0, 3]) {
      const { recovery, wasted } = figuresOf({ retries });
      expect(recovery).toBeLessThanOrEqual(4);
      expect(wasted).toBeLessThan(60);
    }
    const [short, long] = [figuresOf({ reset: 0.5 }), figuresOf({ reset: 20 })];
    expect(short.opened).toBeGreaterThan(long.opened);
    expect(short.wasted).toBeGreaterThan(long.wasted);
    expect(long.recovery).toBeGreaterThan(10);
    expect(long.refused).toBeGreaterThan(short.refused + 10);
    const kinds = Object.keys(lab.controls.backoff.options) as LabSettings['backoff'][];
    const stampedes = kinds.map((backoff) => figuresOf({ script: 'stampede', breaker: 'none', backoff }));
    expect(stampedes.map(({ recovery }) => recovery)).toEqual(kinds.map(() => Infinity));
    const peaks = (jitter: boolean): readonly number[] =>
      stampedes.filter((_, i) => kinds[i]?.endsWith('jitter') === jitter).map(({ peak }) => peak);
    expect(Math.min(...peaks(false))).toBeGreaterThan(4 * Math.max(...peaks(true)));
  }
});
