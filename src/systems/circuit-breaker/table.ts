import type { MeasuredTable } from '../../lab/measured-table.ts';
import { lab } from './lab.ts';

/** A breaker and retries, each with and without the other, over an outage. */
const outage = {
  id: 'circuit-breaker-measured',
  title: 'An outage of ten seconds, measured',
  question: 'What do a breaker and retries make of an outage, alone and together?',
  verdict:
    'Retries without a breaker keep the backend down after the outage; with one, the service is back within a few seconds and little work is wasted.',
  chapter: 'circuit-breaker',
  lab,
  rowsName: 'Protection',
  rows: [
    { name: 'Neither', settings: { breaker: 'none', retries: 0 } },
    { name: '3 retries', settings: { breaker: 'none', retries: 3 } },
    { name: 'Breaker', settings: { retries: 0 } },
    { name: 'Breaker and 3 retries', settings: { retries: 3 } },
  ],
  columns: [
    { name: 'Time to recover', figure: 'recovery', best: 'lowest' },
    { name: 'Calls answered', figure: 'answered', best: 'highest' },
    { name: 'Requests wasted', figure: 'wasted', best: 'lowest' },
    { name: 'Wait of a caller, p99', figure: 'p99', best: 'lowest' },
  ],
  seeds: 30,
  remarks: [
    'Five workers with a queue of 200 serve 50 requests a second, callers make 30 calls a second and wait 1 s for each answer; the breaker opens on 5 failures in a row, for 2 s.',
    'The service is back when, from then on, 95% of the calls of each second are answered.',
  ],
} as const satisfies MeasuredTable<typeof lab>;

/** How long a breaker should stay open. */
const reset = {
  id: 'circuit-breaker-reset-measured',
  title: 'Reset timeouts over an outage of ten seconds, measured',
  question: 'How long should a breaker stay open?',
  verdict: 'A short timeout costs a few more trial calls; a long one refuses calls long after the backend is well.',
  chapter: 'circuit-breaker',
  lab,
  rowsName: 'Reset timeout',
  rows: [0.5, 2, 5, 10, 20].map((seconds) => ({ name: `${seconds} s`, settings: { reset: seconds } })),
  columns: [
    { name: 'Time to recover', figure: 'recovery', best: 'lowest' },
    { name: 'Calls answered', figure: 'answered', best: 'highest' },
    { name: 'Calls refused', figure: 'refused', best: 'lowest' },
    { name: 'Requests wasted', figure: 'wasted', best: 'lowest' },
    { name: 'Times opened', figure: 'opened' },
  ],
  seeds: 30,
  remarks: [
    'What counts besides the length is where the next trial falls: a timeout of 10 s does well here because it happens to end just after an outage of 10 s.',
  ],
} as const satisfies MeasuredTable<typeof lab>;

/** What the wait before a retry makes of a stampede. */
const backoff = {
  id: 'circuit-breaker-backoff-measured',
  title: '600 calls at one moment, retried, measured',
  question: 'Which wait before a retry spreads the load?',
  verdict:
    'Without jitter the callers come back in step, and jitter spreads them; but no wait brings back a backend whose queue is full of requests that nobody waits for.',
  chapter: 'circuit-breaker',
  lab,
  rowsName: 'Wait before a retry',
  rows: (['none', 'fixed', 'exponential', 'full-jitter', 'decorrelated-jitter'] as const).map((kind) => ({
    name: lab.controls.backoff.options[kind],
    settings: { script: 'stampede', backoff: kind },
  })),
  columns: [
    { name: 'Most retries within 10 ms, no breaker', figure: 'peak', settings: { breaker: 'none' }, best: 'lowest' },
    { name: 'Time to recover, no breaker', figure: 'recoveryWithout' },
    { name: 'Time to recover, breaker', figure: 'recovery' },
  ],
  seeds: 30,
} as const satisfies MeasuredTable<typeof lab>;

/** What is measured with this lab. */
export const tables = [outage, reset, backoff];
