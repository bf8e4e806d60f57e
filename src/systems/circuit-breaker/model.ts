import { eventQueue } from '../../kernel/event-queue.ts';
import { streams } from '../../kernel/random.ts';
import { exponential } from '../../kernel/samplers.ts';
import { type Micros, millisecond, second } from '../../kernel/time.ts';
import { type Backoff, wait } from './backoff.ts';
import { type BreakerOptions, circuitBreaker, type Permit, type Transition } from './breaker.ts';
import { doneAt, type Script } from './script.ts';

export interface Options {
  readonly script: Script;
  /** Absent where nothing guards the backend. */
  readonly breaker?: BreakerOptions;
  /** Attempts after the first; none once the breaker refuses. */
  readonly retries: number;
  readonly backoff: Backoff;
}

/** What a user asked for, and how it ended: answered, failed after the last attempt, or refused by the breaker. */
interface Call {
  readonly called: Micros;
  readonly ended: Micros;
  readonly result: 'answered' | 'failed' | 'refused';
}

/** One request that the breaker let through to the backend; answered if in time for its caller. */
interface Request {
  readonly sent: Micros;
  /** When its caller had an answer, an error or no more patience. */
  readonly settled: Micros;
  /** When a worker took it up and when it was done, whoever still waited; absent where it was turned away. */
  readonly work?: { readonly begun: Micros; readonly done: Micros };
  readonly retry: boolean;
  readonly answered: boolean;
}

export interface Outcome {
  readonly calls: readonly Call[];
  readonly requests: readonly Request[];
  readonly transitions: readonly Transition[];
  /** Requests waiting at the backend at the end of each tenth of a second. */
  readonly waiting: readonly number[];
}

/** Users come for a minute; what is under way then is brought to its end. */
export const duration: Micros = 60 * second;
/** Calls that come in a second, on average: 60 % of what the backend serves. */
const arrivals = 30;
export const workers = 5;
const meanWork = 100 * millisecond;
/** How many requests wait at the backend; the next is turned away at once. */
export const queueLimit = 200;
/** How long a caller waits for an answer. */
export const timeout: Micros = second;
const base = 100 * millisecond;
const cap = 5 * second;
const sample = 100 * millisecond;

interface Attempt {
  readonly user: User;
  readonly sent: Micros;
  readonly retry: boolean;
  readonly permit: Permit | undefined;
  settled: Micros | undefined;
  work: { readonly begun: Micros; readonly done: Micros } | undefined;
  answered: boolean;
}

interface User {
  readonly called: Micros;
  attempts: number;
  waited: Micros;
}

type Happening =
  | { readonly kind: 'call' | 'burst' | 'sample' }
  | { readonly kind: 'attempt'; readonly user: User }
  | { readonly kind: 'done' | 'timeout'; readonly attempt: Attempt };

/**
 * Callers with timeouts and retries, a circuit breaker that all share, and a backend: five workers with a queue, that
 * hangs or slows by a script. It does not learn that a caller has given up, and works for nobody then.
 */
export function simulate({ script, breaker: options, retries, backoff }: Options, seed: number): Outcome {
  const [coming, working, jitter] = streams(seed, 3);
  const queue = eventQueue<Happening>();
  const calls: Call[] = [];
  const attempts: Attempt[] = [];
  const transitions: Transition[] = [];
  const waiting: number[] = [];
  const line: Attempt[] = [];
  let served = 0;
  let busy = 0;
  const breaker = options && circuitBreaker(options, (transition) => transitions.push(transition));

  const begin = (now: Micros, attempt: Attempt): void => {
    busy += 1;
    const done = doneAt(script.troubles, now, exponential(working, meanWork));
    attempt.work = { begun: now, done };
    queue.schedule(done, { kind: 'done', attempt });
  };
  const end = (now: Micros, { called }: User, result: Call['result']): void => {
    calls.push({ called, ended: now, result });
  };
  const send = (now: Micros, user: User): void => {
    const permit = breaker?.admit(now);
    if (breaker && !permit) {
      end(now, user, 'refused');
      return;
    }
    const attempt: Attempt = {
      user,
      sent: now,
      retry: user.attempts > 0,
      permit,
      settled: undefined,
      work: undefined,
      answered: false,
    };
    attempts.push(attempt);
    user.attempts += 1;
    if (busy >= workers && line.length - served >= queueLimit) {
      settle(now, attempt, false);
      return;
    }
    if (busy < workers) begin(now, attempt);
    else line.push(attempt);
    queue.schedule(now + timeout, { kind: 'timeout', attempt });
  };
  /** The end of an attempt for its caller, once: what comes later finds it settled. */
  const settle = (now: Micros, attempt: Attempt, answered: boolean): void => {
    if (attempt.settled !== undefined) return;
    attempt.settled = now;
    attempt.answered = answered;
    const { user, permit } = attempt;
    if (permit) breaker?.report(now, permit, !answered);
    if (answered || user.attempts > retries) {
      end(now, user, answered ? 'answered' : 'failed');
      return;
    }
    user.waited = wait({ kind: backoff, base, cap }, user.attempts - 1, user.waited, jitter);
    queue.schedule(now + user.waited, { kind: 'attempt', user });
  };
  const newUser = (called: Micros): User => ({ called, attempts: 0, waited: base });

  queue.schedule(exponential(coming, second / arrivals), { kind: 'call' });
  queue.schedule(sample, { kind: 'sample' });
  if (script.burst.calls > 0) queue.schedule(script.burst.time, { kind: 'burst' });
  for (let next = queue.next(); next; next = queue.next()) {
    const { time, event } = next;
    switch (event.kind) {
      case 'call': {
        if (time >= duration) break;
        queue.schedule(time + exponential(coming, second / arrivals), event);
        send(time, newUser(time));
        break;
      }
      case 'burst':
        for (let i = 0; i < script.burst.calls; i++) send(time, newUser(time));
        break;
      case 'attempt':
        send(time, event.user);
        break;
      case 'timeout':
        settle(time, event.attempt, false);
        break;
      case 'done': {
        busy -= 1;
        settle(time, event.attempt, true);
        const following = line[served];
        if (following) {
          served += 1;
          begin(time, following);
        }
        break;
      }
      case 'sample':
        waiting.push(line.length - served);
        if (time < duration) queue.schedule(time + sample, event);
    }
  }
  return {
    calls,
    requests: attempts.map(({ sent, settled = sent, work, retry, answered }) => ({
      sent,
      settled,
      ...(work && { work }),
      retry,
      answered,
    })),
    transitions,
    waiting,
  };
}
