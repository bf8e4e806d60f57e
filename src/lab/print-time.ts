import { type Micros, second } from '../kernel/time.ts';
import type { AnyLab } from './lab.ts';
import { printNumber } from './print-figure.ts';

/** A moment of a lab's run: `12.340 s`, or `access 4,999` where it counts steps instead. */
export const printTime = ({ step }: Pick<AnyLab, 'step'>, time: Micros): string =>
  step ? `${step.name} ${printNumber(Math.floor(time / step.time) + 1, 0)}` : `${(time / second).toFixed(3)} s`;
