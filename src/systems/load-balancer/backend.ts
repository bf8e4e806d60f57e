/** A server as the balancer sees it: what it was told, what it found by checks, and what it counts itself. */
export interface Backend {
  /** Its place in the list of all servers. */
  readonly id: number;
  /** Its share as configured; only weighted round robin reads it. */
  readonly weight: number;
  /** Whether it may get a request: healthy and not draining. */
  readonly eligible: boolean;
  /** From slow start, above 0 and up to 1: how much of its full share it should get by now. */
  readonly warmth: number;
  /** Requests sent and not yet answered. */
  readonly active: number;
  /** The smoothed response time in microseconds; 0 before its first answer. */
  readonly responseTime: number;
  /** Bytes answered of late, as least bandwidth counts them. */
  readonly bandwidth: number;
}

/** Chooses the server of a client's next request among the eligible ones; undefined where none is. */
export type Policy = (backends: readonly Backend[], client: number) => number | undefined;
