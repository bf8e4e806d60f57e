import type { MeasuredTable } from '../../lab/measured-table.ts';
import { lab } from './lab.ts';

const options = lab.controls.algorithm.options;
const algorithms = Object.keys(options) as (keyof typeof options)[];
const uniform = { slowSpeed: 100 } as const;
const pause = { slowSpeed: 100, load: 60, incident: 'pause' } as const;
const crash = { slowSpeed: 100, load: 60, incident: 'crash' } as const;

/** Response times under each algorithm. */
const responseTimes = {
  id: 'load-balancer-response-measured',
  title: 'Response times under load balancing algorithms, measured',
  question:
    'How long do requests take under each algorithm when servers are equal, when one is slow, and when one stands still?',
  verdict:
    'Least connections has the lowest median throughout; what looks at no queue is unstable where one server is slow, unless weights tell it.',
  chapter: 'load-balancer',
  lab,
  rowsName: 'Algorithm',
  rows: algorithms.map((algorithm) => ({ name: options[algorithm], settings: { algorithm } })),
  columns: [
    { name: 'Equal servers, p50', settings: uniform, figure: 'p50', best: 'lowest' },
    { name: 'Equal servers, p99', settings: uniform, figure: 'p99', best: 'lowest' },
    { name: 'One at 25% of the speed, p50', figure: 'p50', best: 'lowest' },
    { name: 'One at 25% of the speed, p99', figure: 'p99', best: 'lowest' },
    { name: 'One stands still for 30 s, p50', settings: pause, figure: 'p50', best: 'lowest' },
    { name: 'One stands still for 30 s, p99', settings: pause, figure: 'p99', best: 'lowest' },
  ],
  seeds: 30,
  isUnstable: ({ unstable }) => unstable > 0,
  remarks: [
    'Six servers, a mean demand of 100 ms; the fleet is at 80% of what it can do, at 60% where one stands still.',
    'Consistent hash leads 21% more than their share of the 500 clients to one of six servers: at 80% load that one is at the edge of what it can do.',
    'Least bandwidth sends to the server that has answered the fewest bytes in 14 s, which a slow one always has; of equal ones, too, whichever falls behind is sent more.',
  ],
} as const satisfies MeasuredTable<typeof lab>;

/** What a crash costs until checks find it. */
const failures = {
  id: 'load-balancer-failures-measured',
  title: 'Failed requests by health check interval, measured',
  question: 'How many requests fail when a server crashes for 30 s, by how often and how patiently it is checked?',
  verdict:
    'Failures grow with interval × failed checks; an algorithm that looks for idle servers adds half as many again, since a dead server looks idle.',
  chapter: 'load-balancer',
  lab,
  rowsName: 'Out after',
  rows: [
    { name: '1 failed check, round robin', settings: { threshold: 1 } },
    { name: '2 failed checks, round robin', settings: { threshold: 2 } },
    { name: '3 failed checks, round robin', settings: {} },
    { name: '3 failed checks, least connections', settings: { algorithm: 'leastConnections' } },
  ],
  columns: [5, 10, 15].map((interval) => ({
    name: `Check every ${interval} s`,
    settings: { ...crash, interval },
    figure: 'failed' as const,
  })),
  seeds: 30,
  remarks: [
    'One of six servers at 60% load crashes; it refuses connections at once, and nothing is tried again.',
    'Three checks of 15 s take longer than the crash lasts, so the server is never taken out.',
  ],
} as const satisfies MeasuredTable<typeof lab>;

/** What a crash costs sessions. */
const sessions = {
  id: 'load-balancer-sessions-measured',
  title: 'Sessions lost to a crash, measured',
  question:
    'How many sessions of 500 clients are lost when one of six servers crashes, and how many when it is drained?',
  chapter: 'load-balancer',
  lab,
  rowsName: 'Sessions are',
  rows: [
    { name: 'in the memory of a server (sticky)', settings: { sticky: true } },
    { name: 'in a token or a shared store', settings: { sticky: false } },
  ],
  columns: [
    { name: 'Lost to a crash', settings: crash, figure: 'sessionsLost' },
    { name: 'Requests failed in the crash', settings: crash, figure: 'failed' },
    { name: 'Lost to draining', settings: { ...crash, incident: 'drain' }, figure: 'sessionsLost' },
  ],
  seeds: 30,
} as const satisfies MeasuredTable<typeof lab>;

/** What is measured with this lab. */
export const tables = [responseTimes, failures, sessions] as const;
