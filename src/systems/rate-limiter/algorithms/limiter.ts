import type { Micros } from '../../../kernel/time.ts';

/** What one client may do. */
export interface Quota {
  /** Requests a window, 1 or more. */
  readonly limit: number;
  /** Length of the window in whole microseconds, no less than the limit. */
  readonly window: Micros;
  /** Requests that a bucket holds, 1 or more; algorithms that count in windows know no such number. */
  readonly burst: number;
}

/** The state of one client, and the judgment on its requests. */
export interface Limiter {
  /** When the request that comes now is passed on; undefined where it is refused. Time never runs backwards. */
  take(now: Micros): Micros | undefined;
  /** How many requests the algorithm counts against the client now, as a whole number or a part of one. */
  counted(now: Micros): number;
  /** What the store keeps for the client: 8 bytes a number. */
  readonly bytes: number;
}
