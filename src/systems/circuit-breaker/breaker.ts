import type { Micros } from '../../kernel/time.ts';

/** The states of Nygard's circuit breaker (Release It!, 2007). */
export type State = 'closed' | 'open' | 'half-open';

/** When a closed breaker opens. */
export type Threshold =
  /** So many failures in a row, as cockatiel's ConsecutiveBreaker. */
  | { readonly kind: 'consecutive'; readonly failures: number }
  /**
   * At least this share of the last `window` calls failed, judged at each failure once there are so many, as cockatiel's
   * CountBreaker does; Resilience4j's COUNT_BASED window is judged at a success as well.
   */
  | { readonly kind: 'rate'; readonly percent: number; readonly window: number };

export interface BreakerOptions {
  readonly threshold: Threshold;
  /** How long it stays open before a trial. */
  readonly reset: Micros;
  /** Trial calls that pass while half-open; all must succeed. */
  readonly probes: number;
}

export interface Transition {
  readonly time: Micros;
  readonly from: State;
  readonly to: State;
}

/** The right to one call, to be given back with how it ended. */
export interface Permit {
  readonly era: number;
}

export interface Breaker {
  readonly state: State;
  /** A permit where the call may pass at this moment; nothing where it is refused. */
  admit(now: Micros): Permit | undefined;
  /** How an admitted call ended. One admitted before the last transition says nothing of the present state. */
  report(now: Micros, permit: Permit, failed: boolean): void;
}

/**
 * A circuit breaker, closed at first (Azure Architecture Center, Circuit Breaker pattern). Open turns half-open at the
 * first call after the timeout, not before and not without a call.
 */
export function circuitBreaker(
  { threshold, reset, probes }: BreakerOptions,
  observe: (transition: Transition) => void,
): Breaker {
  let state: State = 'closed';
  let era = 0;
  let openedAt = 0;
  let admitted = 0;
  let succeeded = 0;
  let judge = judgeOf(threshold);

  const enter = (to: State, time: Micros): void => {
    observe({ time, from: state, to });
    state = to;
    era += 1;
    admitted = 0;
    succeeded = 0;
    if (to === 'open') openedAt = time;
    if (to === 'closed') judge = judgeOf(threshold);
  };

  return {
    get state() {
      return state;
    },
    admit(now) {
      if (state === 'open') {
        if (now - openedAt < reset) return undefined;
        enter('half-open', now);
      }
      if (state === 'half-open') {
        if (admitted >= probes) return undefined;
        admitted += 1;
      }
      return { era };
    },
    report(now, permit, failed) {
      if (permit.era !== era) return;
      if (state === 'closed') {
        if (judge(failed)) enter('open', now);
      } else if (failed) {
        enter('open', now);
      } else {
        succeeded += 1;
        if (succeeded >= probes) enter('closed', now);
      }
    },
  };
}

/** Takes how each call ended and says whether the threshold is now met; only a failure can meet it. */
function judgeOf(threshold: Threshold): (failed: boolean) => boolean {
  if (threshold.kind === 'consecutive') {
    let inARow = 0;
    return (failed) => {
      inARow = failed ? inARow + 1 : 0;
      return inARow >= threshold.failures;
    };
  }
  const { percent, window } = threshold;
  const lastCalls = new Uint8Array(window);
  let calls = 0;
  let failures = 0;
  return (failed) => {
    const place = calls % window;
    failures += Number(failed) - (lastCalls[place] ?? 0);
    lastCalls[place] = Number(failed);
    calls += 1;
    return failed && calls >= window && failures * 100 >= percent * window;
  };
}
