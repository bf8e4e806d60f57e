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

/** What an algorithm keeps of one client, as of a moment. */
export type Inside =
  /** The window in which a request would be counted, and what was counted in it. */
  | { readonly kind: 'window'; readonly start: Micros; readonly count: number }
  | { readonly kind: 'windows'; readonly start: Micros; readonly previous: number; readonly current: number }
  /** How many times the log has, and which: all, or of more than six the oldest three and the newest three. */
  | { readonly kind: 'log'; readonly count: number; readonly times: readonly Micros[] }
  /** Whole tokens and a part of one. */
  | { readonly kind: 'bucket'; readonly tokens: number }
  /** In microseconds and parts of one. */
  | { readonly kind: 'meter'; readonly theoreticalArrival: number }
  /** Slots that are taken, among them that of the request which has left last, until the next may leave. */
  | { readonly kind: 'queue'; readonly taken: number };

/** The state of one client, and the judgment on its requests. */
export interface Limiter {
  /** When the request that comes now is passed on; undefined where it is refused. Time never runs backwards. */
  take(now: Micros): Micros | undefined;
  /** How many requests the algorithm counts against the client now, as a whole number or a part of one. */
  counted(now: Micros): number;
  inside(now: Micros): Inside;
  /** What the store keeps for the client: 8 bytes a number. */
  readonly bytes: number;
}
