import { type Micros, second } from '../kernel/time.ts';

/** A moment of a run in seconds, to the millisecond: `12.340 s`. */
export const printTime = (time: Micros): string => `${(time / second).toFixed(3)} s`;
