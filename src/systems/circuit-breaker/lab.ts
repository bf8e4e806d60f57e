import { second } from '../../kernel/time.ts';
import { type Controls, initialSettings, type Lab, type Run, type Settings } from '../../lab/lab.ts';
import type { BreakerOptions } from './breaker.ts';
import { chartsOf } from './charts.ts';
import { type Event, eventsOf } from './events.ts';
import { figuresOf } from './figures.ts';
import { duration, simulate } from './model.ts';
import { scripts } from './script.ts';

const controls = {
  script: {
    kind: 'choice',
    label: 'What happens to the backend',
    options: {
      outage: 'It hangs for 10 s',
      flapping: 'It hangs four times for 3 s',
      slow: 'It has 10% of its speed for 15 s',
      stampede: '600 more calls at one moment',
    },
    initial: 'outage',
  },
  breaker: {
    kind: 'choice',
    label: 'The breaker opens on',
    options: {
      none: 'Nothing: no breaker',
      consecutive: 'Failures in a row',
      rate: 'The rate of failures in a window',
    },
    initial: 'consecutive',
  },
  reset: { kind: 'range', label: 'Reset timeout', unit: 's', min: 0.5, max: 20, step: 0.5, initial: 2 },
  retries: { kind: 'range', label: 'Retries of a call', min: 0, max: 5, step: 1, initial: 3 },
  failures: { kind: 'range', label: 'Failures in a row that open it', min: 1, max: 50, step: 1, initial: 5 },
  rate: { kind: 'range', label: 'Rate that opens it', unit: '%', min: 5, max: 100, step: 5, initial: 50 },
  window: { kind: 'range', label: 'Window', unit: 'calls', min: 5, max: 100, step: 5, initial: 20 },
  probes: { kind: 'range', label: 'Trial calls when half-open', min: 1, max: 10, step: 1, initial: 1 },
  backoff: {
    kind: 'choice',
    label: 'Wait before a retry',
    options: {
      none: 'No wait',
      fixed: 'Fixed, 100 ms',
      exponential: 'Exponential, from 100 ms',
      'full-jitter': 'Exponential with full jitter',
      'decorrelated-jitter': 'Decorrelated jitter',
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

const initial = initialSettings(controls);

export const lab = {
  id: 'circuit-breaker',
  title: 'Circuit breaker',
  question: 'When a backend fails and callers retry, how soon is the service back, with and without a breaker?',
  prediction: {
    question:
      'the backend hangs for 10 s, and an open breaker lets no call through for 20 s. When is the service back?',
    scenario: 'patient',
    options: {
      once: 'With the backend: the breaker sees it work',
      trial: 'About 10 s after the backend, with the first trial call',
      later: '20 s after the backend, when the timeout ends',
      never: 'Never: the breaker stays open',
    },
    answer({ figures: { recovery } }) {
      if (recovery === Infinity) return 'never';
      if (recovery < 5) return 'once';
      return recovery < 16 ? 'trial' : 'later';
    },
  },
  controls,
  figures: {
    answered: { label: 'Calls answered', unit: '%', digits: 1 },
    answeredWithout: { label: 'Calls answered without a breaker', unit: '%', digits: 1 },
    wasted: { label: 'Requests wasted', digits: 0 },
    wastedWithout: { label: 'Requests wasted without a breaker', digits: 0 },
    recovery: { label: 'Time to recover', unit: 's', digits: 1, infinite: 'not within the run' },
    recoveryWithout: {
      label: 'Time to recover without a breaker',
      unit: 's',
      digits: 1,
      infinite: 'not within the run',
    },
    p99: { label: 'Wait of a caller, p99', unit: 'ms', digits: 0 },
    p99Without: { label: 'Wait without a breaker, p99', unit: 'ms', digits: 0 },
    refused: { label: 'Calls refused', unit: '%', digits: 1 },
    opened: { label: 'Times opened', digits: 0 },
    peak: { label: 'Most retries within 10 ms', digits: 0 },
    peakWithoutJitter: { label: 'Most retries within 10 ms without jitter', digits: 0 },
  },
  scenarios: [
    { id: 'outage', name: 'An outage, with a breaker', settings: {} },
    { id: 'retries-alone', name: 'Retries without a breaker', settings: { breaker: 'none' } },
    { id: 'neither', name: 'Neither retries nor a breaker', settings: { breaker: 'none', retries: 0 } },
    { id: 'flapping', name: 'A backend that comes and goes', settings: { script: 'flapping' } },
    { id: 'slow', name: 'A slow backend, by failure rate', settings: { script: 'slow', breaker: 'rate' } },
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
    const plain = backoff.endsWith('jitter')
      ? simulate({ script, ...(breaker && { breaker }), retries, backoff: 'exponential' }, seed)
      : guarded;
    const own = figuresOf(guarded, script);
    const without = figuresOf(bare, script);
    return {
      events: eventsOf(script, guarded),
      charts: chartsOf(guarded, breaker && bare),
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
    const peak = settings.script === 'stampede' && figures.peak > 0 ? `; ${peakOf(figures, settings)}` : '';
    if (settings.breaker === 'none') {
      const retried = settings.retries === 0 ? 'without retries' : `with up to ${counted(settings.retries, 'retry')}`;
      return `Without a breaker and ${retried}, the service is ${backAfter(recovery, settings)}, ${percent(answered)} of the calls are answered, and the backend got ${counted(wasted, 'request')} in vain${peak}.`;
    }
    if (opened === 0)
      return `The breaker never opens, so it changes nothing: ${percent(answered)} of the calls are answered${peak}.`;
    const sooner =
      recovery === recoveryWithout
        ? `a tie in recovery: with and without it the service is ${backAfter(recovery, settings)}`
        : `with the breaker the service is ${backAfter(recovery, settings)}, without it ${backAfter(recoveryWithout, settings)}`;
    return `The breaker opened ${opened === 1 ? 'once' : `${opened} times`}; ${sooner}, and ${percent(answered)} of the calls are answered instead of ${percent(answeredWithout)}, with ${counted(wasted, 'request')} in vain instead of ${wastedWithout}${peak}.`;
  },
  describe(event) {
    switch (event.kind) {
      case 'transition':
        return `The breaker goes from ${event.from} to ${event.to}`;
      case 'trouble':
        return event.speed === 0 ? 'The backend hangs' : 'The backend slows down';
      case 'relief':
        return 'The backend works at its full speed';
      case 'burst':
        return `${event.calls} calls come at one moment`;
      case 'second': {
        const { answered, failed, refused } = event.census;
        return `${answered} answered, ${failed} failed, ${refused} refused in this second`;
      }
    }
  },
} as const satisfies Lab<typeof controls, Event, Figure>;

function breakerOf({ breaker, failures, rate, window, reset, probes }: typeof initial): BreakerOptions | undefined {
  if (breaker === 'none') return undefined;
  const threshold = breaker === 'rate' ? { kind: breaker, percent: rate, window } : { kind: breaker, failures };
  return { threshold, reset: reset * second, probes };
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

const plurals = { request: 'requests', retry: 'retries' } as const;
const counted = (count: number, noun: keyof typeof plurals): string => `${count} ${count === 1 ? noun : plurals[noun]}`;
