import { printNumber } from './print-figure.ts';

/** Round numbers, about so many, that cover a span; the last one is at or above its end. */
export function ticksOf(from: number, to: number, about: number): readonly number[] {
  if (!Number.isFinite(from) || !Number.isFinite(to)) return [0, 1];
  // Values that hardly differ get an axis of one unit: steps of their size would have more digits than a number has.
  if (to - from <= 1e-9 * Math.max(1, Math.abs(to))) return ticksOf(Math.floor(from), Math.floor(from) + 1, about);
  const raw = (to - from) / about;
  // Not by a logarithm: engines differ in its last bit.
  const power = Number(`1e${raw.toExponential().split('e')[1]}`);
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= raw) ?? raw;
  const first = Math.floor(from / step);
  const last = Math.max(first + 1, Math.ceil(to / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** The tick with as many digits as its neighbours need. */
export function printTick(tick: number, ticks: readonly number[]): string {
  const digits = Math.max(...ticks.map((value) => (String(value).split('.')[1] ?? '').length));
  return printNumber(tick, Math.min(digits, 3));
}
