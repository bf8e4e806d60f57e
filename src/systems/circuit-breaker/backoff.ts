import type { Random } from '../../kernel/random.ts';
import type { Micros } from '../../kernel/time.ts';

/** How long a caller waits before a retry. */
export type Backoff = 'none' | 'fixed' | 'exponential' | 'full-jitter' | 'decorrelated-jitter';

export interface BackoffOptions {
  readonly kind: Backoff;
  readonly base: Micros;
  readonly cap: Micros;
}

/**
 * The wait before a retry, the first being retry 0 with `previous` = base (Brooker, Exponential Backoff And Jitter, AWS
 * Architecture Blog 2015). Exponential: min(cap, base·2ⁿ). Full jitter: uniform from 0 to that. Decorrelated jitter:
 * min(cap, uniform from base to three times the previous wait).
 */
export function wait({ kind, base, cap }: BackoffOptions, retry: number, previous: Micros, random: Random): Micros {
  switch (kind) {
    case 'none':
      return 0;
    case 'fixed':
      return Math.min(cap, base);
    case 'exponential':
      return Math.min(cap, base * 2 ** retry);
    case 'full-jitter':
      return Math.round(random.next() * Math.min(cap, base * 2 ** retry));
    case 'decorrelated-jitter':
      return Math.min(cap, Math.round(base + random.next() * (previous * 3 - base)));
  }
}
