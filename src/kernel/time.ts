/** A moment or a span of virtual time in whole microseconds: sums are exact, and every engine prints the same. */
export type Micros = number;

/** Units of virtual time. */
export const millisecond: Micros = 1_000;
export const second: Micros = 1_000_000;
export const minute: Micros = 60 * second;
