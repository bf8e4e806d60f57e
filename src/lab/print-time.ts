import { type Micros, minute, second } from '../kernel/time.ts';
import type { AnyLab } from './lab.ts';
import { printNumber } from './print-figure.ts';

/**
 * A moment of a lab's run: `12.340 s`, `35 min 10 s` where it is whole seconds from a minute up, or `access 4,999` where
 * the lab counts steps instead.
 */
export function printTime({ step }: Pick<AnyLab, 'step'>, time: Micros): string {
  if (step) return `${step.name} ${printNumber(Math.floor(time / step.time) + 1, 0)}`;
  if (time < minute || time % second > 0) return `${(time / second).toFixed(3)} s`;
  return `${Math.floor(time / minute)} min ${(time % minute) / second} s`;
}
