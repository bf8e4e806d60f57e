import { expect, test } from 'vitest';
import { initialSettings } from '../../../src/lab/lab.ts';
import { lab } from '../../../src/systems/cache-eviction/lab.ts';
import { countHits, policies } from '../../../src/systems/cache-eviction/model.ts';
import { independentHitRatio, loopHitRatio } from '../../../src/systems/cache-eviction/theory.ts';
import { type TraceName, tracesOf } from '../../../src/systems/cache-eviction/traces.ts';
import { testLabLaws } from '../lab-laws.ts';

testLabLaws(lab);

const initial = initialSettings(lab.controls);
const thirtySeeds = Array.from({ length: 30 }, (_, seed) => seed);
const order = ['fifo', 'lifo', 'lru', 'mru', 'lfu', 'sieve', 'opt'] as const;
const choices = order.slice(0, 6);
const traffic = {
  'with stable popularity': 'zipf',
  'with scans in between': 'scan',
  'on a loop': 'loop',
  'with shifting popularity': 'shift',
} as const;
type Traffic = keyof typeof traffic;

test.each(lab.scenarios)('the finding of “$name” is true of its figures on 30 seeds', ({ settings }) => {
  for (const seed of thirtySeeds) {
    const chosen = { ...initial, ...settings };
    const run = lab.run(chosen, seed);
    const finding = lab.finding(run, chosen);
    const ratioOn = (trace: TraceName, policy: string): number =>
      run.charts[1]?.series.find(({ name }) => name === lab.controls.trace.options[trace])?.y[
        order.indexOf(policy.toLowerCase() as 'lru')
      ] ?? Number.NaN;
    const bestOn = (trace: TraceName): number => Math.max(...choices.map((name) => ratioOn(trace, name)));
    const [, where, lead, aside, rest] = /^(.+?) ((?:[A-Z]{3,5}\b|all six).*?) \((.*)\), (.*)\.$/.exec(finding) ?? [];
    expect(traffic[where?.toLowerCase() as Traffic]).toBe(chosen.trace);
    for (const name of choices) expect(ratioOn(chosen.trace, name)).toBe(run.figures[name]);

    const best = bestOn(chosen.trace);
    const leaders = choices.filter((name) => best - run.figures[name] < 0.5);
    expect(lead).toContain(`${best.toFixed(1)}%`);
    expect(lead?.includes('tie')).toBe(leaders.length > 1);
    const named = lead?.startsWith('all six')
      ? choices
      : (lead?.match(/[A-Z]{3,5}/g) ?? []).map((name) => name.toLowerCase());
    expect(named).toEqual(leaders);
    for (const [, name, ratio] of aside?.matchAll(/([A-Z]+) ([\d.]+)%/g) ?? [])
      expect(ratioOn(chosen.trace, name ?? '').toFixed(1)).toBe(ratio);
    expect(aside).toContain('OPT');

    const shortfalls = Object.values(traffic)
      .filter((trace) => trace !== chosen.trace)
      .flatMap((trace) => leaders.map((name) => bestOn(trace) - ratioOn(trace, name)));
    const [, there, fallen, low, ahead, high] =
      /^but (.*?) ([A-Z]+) has ([\d.]+)% and ([A-Z]+) ([\d.]+)%$/.exec(rest ?? '') ?? [];
    if (Math.max(...shortfalls) < 0.5) expect(there).toBeUndefined();
    else {
      const trace = traffic[there as Traffic];
      expect(leaders).toContain(fallen?.toLowerCase());
      expect(ratioOn(trace, fallen ?? '').toFixed(1)).toBe(low);
      expect(ratioOn(trace, ahead ?? '').toFixed(1)).toBe(high);
      expect(bestOn(trace).toFixed(1)).toBe(high);
      expect(bestOn(trace) - ratioOn(trace, fallen ?? '')).toBeCloseTo(Math.max(...shortfalls), 9);
    }
  }
});

test('the followed policy: hits and misses are all accesses, and what came in was evicted or is kept', () => {
  for (const policy of order)
    for (const trace of Object.values(traffic)) {
      const { figures, events, charts } = lab.run({ trace, policy, capacity: 40 }, 3);
      expect(figures.hits + figures.misses).toBe(5000);
      expect(figures.misses).toBe(figures.evictions + figures.kept);
      expect((100 * figures.hits) / 5000).toBeCloseTo(figures[policy], 9);
      expect(events).toHaveLength(200);
      expect(events.every(({ key, slots }) => slots.length === 40 && slots.includes(key))).toBe(true);
      const course = charts[2]?.series[0]?.y ?? [];
      expect(course.reduce((sum, share) => sum + share, 0)).toBeCloseTo(figures.hits, 6);
    }
});

test('the curves over the capacities have the hit ratios of the policies, and on a loop show where it fits', () => {
  const traces = tracesOf({ accesses: 5000, keys: 500 }, 2);
  for (const trace of Object.values(traffic))
    for (const { name, x, y } of lab.run({ ...initial, trace }, 2).charts[0]?.series ?? [])
      for (const [i, capacity] of x.entries())
        expect(y[i]).toBe(countHits(policies[name.toLowerCase() as 'lru'], capacity, traces[trace]) / 50);
  const [fifo] = lab.run({ ...initial, trace: 'loop' }, 2).charts[0]?.series ?? [];
  expect(fifo?.x.map((capacity, i) => [capacity, fifo.y[i]])).toEqual(
    expect.arrayContaining([
      [74, 0],
      [75, 98.5],
    ]),
  );
});

test('the scenarios show what they are named for, on each of 30 seeds', () => {
  for (const seed of thirtySeeds) {
    const figuresOf = (settings: Partial<typeof initial>) => lab.run({ ...initial, ...settings }, seed).figures;
    const stable = figuresOf({});
    const loop = figuresOf({ trace: 'loop' });
    const shift = figuresOf({ trace: 'shift' });
    expect(stable.lfu).toBeGreaterThan(stable.lru);
    expect(figuresOf({ trace: 'scan' }).lru).toBeLessThan(stable.lru);
    expect(shift.lfu).toBeLessThan(shift.lru - 10);
    expect([loop.fifo, loop.lru, loop.lfu, loop.sieve]).toEqual([0, 0, 0, 0]);
    expect(loop.mru).toBeGreaterThan(60);
    expect(figuresOf({ trace: 'loop', capacity: 75 }).lru).toBe(98.5);
  }
});

test('LRU and FIFO hit as often on Zipf traffic as their approximations by a characteristic time say', () => {
  const { zipf } = tracesOf({ accesses: 400_000, keys: 500 }, 1);
  for (const policy of ['lru', 'fifo'] as const)
    for (const capacity of [10, 50, 100, 250]) {
      const measured = countHits(policies[policy], capacity, zipf) / 400_000;
      expect(Math.abs(measured - independentHitRatio(policy, capacity, 500))).toBeLessThan(0.005);
    }
  expect(independentHitRatio('lru', 500, 500)).toBe(1);
});

test('on a loop the formulas hold within half a point', () => {
  const size = { accesses: 5000, keys: 500 };
  for (const policy of ['lru', 'fifo', 'mru'] as const)
    for (const capacity of [10, 50, 74, 75, 100]) {
      const measured = countHits(policies[policy], capacity, tracesOf(size, 1).loop) / 5000;
      expect(Math.abs(measured - loopHitRatio(policy, capacity, size))).toBeLessThan(0.005);
    }
});
