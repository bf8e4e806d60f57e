import { millisecond, second } from '../../kernel/time.ts';
import { type Controls, initialSettings, type Lab, type Run, type Series, type Settings } from '../../lab/lab.ts';
import type { BreakerOptions, Transition } from './breaker.ts';
import { countsOf, figuresOf } from './figures.ts';
import { duration, type Outcome, queueLimit, simulate } from './model.ts';
import { scripts } from './script.ts';

const controls = {
  script: {
    kind: 'choice',
    label: 'What happens to the backend',
    options: {
      outage: 'hangs for 10 s',
      flapping: 'hangs four times for 3 s',
      slow: 'a tenth of its speed for 15 s',
      stampede: '600 more calls at one moment',
    },
    initial: 'outage',
  },
  breaker: {
    kind: 'choice',
    label: 'The breaker opens on',
    options: {
      none: 'nothing: no breaker',
      consecutive: 'failures in a row',
      rate: 'the rate of failures in a window',
    },
    initial: 'consecutive',
  },
  failures: { kind: 'range', label: 'Failures in a row that open it', min: 1, max: 50, step: 1, initial: 5 },
  rate: { kind: 'range', label: 'Rate that opens it', unit: '%', min: 5, max: 100, step: 5, initial: 50 },
  window: { kind: 'range', label: 'Window', unit: 'calls', min: 5, max: 100, step: 5, initial: 20 },
  reset: { kind: 'range', label: 'Reset timeout', unit: 's', min: 0.5, max: 20, step: 0.5, initial: 2 },
  probes: { kind: 'range', label: 'Trial calls when half-open', min: 1, max: 10, step: 1, initial: 1 },
  retries: { kind: 'range', label: 'Retries of a call', min: 0, max: 5, step: 1, initial: 3 },
  backoff: {
    kind: 'choice',
    label: 'Wait before a retry',
    options: {
      none: 'none',
      fixed: 'fixed',
      exponential: 'exponential',
      'full-jitter': 'exponential with full jitter',
      'decorrelated-jitter': 'decorrelated jitter',
    },
    initial: 'exponential',
  },
} as const satisfies Controls;

type Figure =
  | 'answered'
  | 'answeredWithout'
  | 'wasted'
  | 'wastedWithout'
  | 'recovery'
  | 'recoveryWithout'
  | 'p99'
  | 'p99Without'
  | 'refused'
  | 'opened'
  | 'peak'
  | 'peakWithoutJitter';

/** A change of the breaker's state, or the begin and end of a trouble of the backend. */
type Event =
  | ({ readonly kind: 'transition' } & Transition)
  | { readonly kind: 'trouble' | 'relief'; readonly time: number }
  | { readonly kind: 'burst'; readonly time: number; readonly calls: number };

const initial = initialSettings(controls);

export const lab = {
  id: 'circuit-breaker',
  title: 'Circuit breaker',
  question:
    'The backend hangs for ten seconds and callers retry. When is the service back, with and without a breaker?',
  controls,
  figures: {
    answered: { label: 'Calls answered', unit: '%', digits: 1 },
    answeredWithout: { label: 'Calls answered without a breaker', unit: '%', digits: 1 },
    wasted: { label: 'Requests wasted', digits: 0 },
    wastedWithout: { label: 'Requests wasted without a breaker', digits: 0 },
    recovery: { label: 'Time to recover', unit: 's', digits: 0 },
    recoveryWithout: { label: 'Time to recover without a breaker', unit: 's', digits: 0 },
    p99: { label: 'Wait of a caller, 99th percentile', unit: 'ms', digits: 0 },
    p99Without: { label: 'The same without a breaker', unit: 'ms', digits: 0 },
    refused: { label: 'Calls refused by the breaker', unit: '%', digits: 1 },
    opened: { label: 'Times that the breaker opened', digits: 0 },
    peak: { label: 'Most retries within 10 ms', digits: 0 },
    peakWithoutJitter: { label: 'The same without jitter', digits: 0 },
  },
  scenarios: [
    { id: 'outage', name: 'An outage, with a breaker', settings: {} },
    { id: 'retries-alone', name: 'Retries without a breaker', settings: { breaker: 'none' } },
    { id: 'neither', name: 'Neither retries nor a breaker', settings: { breaker: 'none', retries: 0 } },
    { id: 'flapping', name: 'A backend that comes and goes', settings: { script: 'flapping' } },
    { id: 'slow', name: 'A slow backend, judged by the rate', settings: { script: 'slow', breaker: 'rate' } },
    { id: 'patient', name: 'A reset timeout that is too long', settings: { reset: 20 } },
    { id: 'lockstep', name: 'A stampede, retried in step', settings: { script: 'stampede', breaker: 'none' } },
    {
      id: 'jitter',
      name: 'A stampede, retried with full jitter',
      settings: { script: 'stampede', breaker: 'none', backoff: 'full-jitter' },
    },
  ],
  run(settings, seed) {
    const script = scripts[settings.script];
    const { retries, backoff } = settings;
    const breaker = breakerOf(settings);
    const bare = simulate({ script, retries, backoff }, seed);
    const guarded = breaker ? simulate({ script, breaker, retries, backoff }, seed) : bare;
    // Only a stampede is in step enough for jitter to matter.
    const plain =
      settings.script === 'stampede' && backoff.endsWith('jitter')
        ? simulate({ script, ...(breaker && { breaker }), retries, backoff: 'exponential' }, seed)
        : guarded;
    const own = figuresOf(guarded, script);
    const without = figuresOf(bare, script);
    return {
      events: eventsOf(settings, guarded),
      series: seriesOf(guarded, bare),
      figures: {
        answered: own.answered,
        answeredWithout: without.answered,
        wasted: own.wasted,
        wastedWithout: without.wasted,
        recovery: own.recoverySeconds,
        recoveryWithout: without.recoverySeconds,
        p99: own.p99Milliseconds,
        p99Without: without.p99Milliseconds,
        refused: own.refused,
        opened: guarded.transitions.filter(({ to }) => to === 'open').length,
        peak: own.peak,
        peakWithoutJitter: figuresOf(plain, script).peak,
      },
    };
  },
  finding({ figures }, settings) {
    const { answered, answeredWithout, wasted, wastedWithout, opened, recovery, recoveryWithout } = figures;
    const peak = settings.script === 'stampede' && settings.retries > 0 ? `; ${peakOf(figures, settings)}` : '';
    if (settings.breaker === 'none') {
      const retried = settings.retries === 0 ? 'without retries' : `with up to ${counted(settings.retries, 'retry')}`;
      return `Without a breaker and ${retried}, the service is ${backAfter(recovery, settings)}, ${percent(answered)} of the calls are answered, and the backend got ${counted(wasted, 'request')} in vain${peak}.`;
    }
    if (opened === 0)
      return `The breaker never opens, so it changes nothing: ${percent(answered)} of the calls are answered${peak}.`;
    const sooner =
      recovery === recoveryWithout
        ? `a tie in recovery: with the breaker and without it the service is ${backAfter(recovery, settings)}`
        : `with the breaker the service is ${backAfter(recovery, settings)}, without it ${backAfter(recoveryWithout, settings)}`;
    return `The breaker opened ${counted(opened, 'time')}; ${sooner}, and ${percent(answered)} of the calls are answered instead of ${percent(answeredWithout)}, with ${counted(wasted, 'request')} in vain instead of ${wastedWithout}${peak}.`;
  },
  describe(event) {
    switch (event.kind) {
      case 'transition':
        return `The breaker goes from ${event.from} to ${event.to}`;
      case 'trouble':
        return 'The backend hangs or slows down';
      case 'relief':
        return 'The backend works at its full speed';
      case 'burst':
        return `${event.calls} calls come at one moment`;
    }
  },
  leftOut: [
    'Many callers each with a breaker of their own: here one is shared.',
    'A window of time: the rate is over the last calls.',
    'Fallbacks, cancelled requests and the time on the network.',
    'A pause that grows with each failed trial.',
  ],
} as const satisfies Lab<typeof controls, Event, Figure>;

function breakerOf({ breaker, failures, rate, window, reset, probes }: typeof initial): BreakerOptions | undefined {
  if (breaker === 'none') return undefined;
  const threshold = breaker === 'rate' ? { kind: breaker, percent: rate, window } : { kind: breaker, failures };
  return { threshold, reset: reset * second, probes };
}

function eventsOf({ script }: Settings<typeof controls>, { transitions }: Outcome): readonly Event[] {
  const { troubles, burst } = scripts[script];
  const happened: readonly Event[] = [
    ...troubles.flatMap(({ from, to }): readonly Event[] => [
      { kind: 'trouble', time: from },
      { kind: 'relief', time: to },
    ]),
    ...(burst.calls > 0 ? [{ kind: 'burst', ...burst } as const] : []),
    ...transitions.map((transition) => ({ kind: 'transition', ...transition }) as const),
  ];
  return happened.toSorted((a, b) => a.time - b.time).slice(-400);
}

const bucket = 500 * millisecond;
const buckets = duration / bucket;
const band = { closed: 0, 'half-open': 1, open: 2 } as const;

/** The breaker's state as 0 closed, 1 half-open and 2 open; counts a second. */
function seriesOf(guarded: Outcome, bare: Outcome): readonly Series[] {
  const x = Array.from({ length: buckets }, (_, i) => (i * bucket) / second);
  const aSecond = (moments: readonly number[]): readonly number[] => {
    const counts = countsOf(moments, bucket);
    return x.map((_, i) => ((counts[i] ?? 0) * second) / bucket);
  };
  const sent = ({ requests }: Outcome): readonly number[] => aSecond(requests.map((request) => request.sent));
  const answers = ({ calls }: Outcome): readonly number[] =>
    aSecond(calls.filter(({ result }) => result === 'answered').map(({ ended }) => ended));
  const waiting = (outcome: Outcome): readonly number[] => x.map((_, i) => outcome.waiting[i * 5 + 4] ?? 0);
  const changes = guarded.transitions.slice(-500);
  return [
    {
      name: 'State of the breaker',
      form: 'strip',
      x: [0, ...changes.map(({ time }) => time / second)],
      y: [band[changes[0]?.from ?? 'closed'], ...changes.map(({ to }) => band[to])],
    },
    { name: 'Requests to the backend', form: 'step', x, y: sent(guarded) },
    { name: 'Requests without a breaker', form: 'step', x, y: sent(bare) },
    { name: 'Answers', form: 'step', x, y: answers(guarded) },
    { name: 'Answers without a breaker', form: 'step', x, y: answers(bare) },
    { name: `Waiting at the backend, at most ${queueLimit}`, form: 'line', x, y: waiting(guarded) },
    { name: 'Waiting without a breaker', form: 'line', x, y: waiting(bare) },
  ];
}

function backAfter(recovery: number, { script }: Settings<typeof controls>): string {
  const left = (duration - scripts[script].over) / second;
  return recovery === Infinity ? `not back even ${left} s after the trouble` : `back ${recovery} s after the trouble`;
}

function peakOf(
  { peak, peakWithoutJitter }: Run<Event, Figure>['figures'],
  { backoff }: Settings<typeof controls>,
): string {
  const most = `at most ${counted(peak, 'retry')} came within 10 ms`;
  if (!backoff.endsWith('jitter')) return most;
  return peak === peakWithoutJitter ? `${most}, a tie with no jitter` : `${most}, without jitter ${peakWithoutJitter}`;
}

const percent = (share: number): string => `${share.toFixed(1)}%`;

const plurals = { time: 'times', request: 'requests', retry: 'retries' } as const;
const counted = (count: number, noun: keyof typeof plurals): string => `${count} ${count === 1 ? noun : plurals[noun]}`;
