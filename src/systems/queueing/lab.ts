import { streams } from '../../kernel/random.ts';
import { type Micros, millisecond, second } from '../../kernel/time.ts';
import type { Controls, Lab, Settings } from '../../lab/lab.ts';
import { printNumber } from '../../lab/print-figure.ts';
import { erlangC, longerThan, type MarkovQueue, meanInSystem, meanResponse, responsePercentile } from './erlang-c.ts';
import { eventsOf, type QueueEvent } from './events.ts';
import { occupancy, serve } from './model.ts';
import { poissonWorkload } from './workload.ts';

const controls = {
  load: { kind: 'range', label: 'Load', unit: '%', min: 5, max: 120, step: 5, initial: 80 },
  servers: { kind: 'range', label: 'Servers', min: 1, max: 16, step: 1, initial: 1 },
  service: { kind: 'range', label: 'Mean service time', unit: 'ms', min: 1, max: 100, step: 1, initial: 10 },
  lines: {
    kind: 'choice',
    label: 'Requests queue in',
    options: { shared: 'one line for all servers', separate: 'a line for each server' },
    initial: 'shared',
  },
} as const satisfies Controls;

type QueueSettings = Settings<typeof controls>;

type Figure = 'mean' | 'formula' | 'p50' | 'p99' | 'waited' | 'utilisation' | 'inSystem' | 'rate';

const requestCount = 15_000;
const points = 200;

/** The queue that the settings describe; where each server has its own line, that of one server. */
function queueOf({ load, servers, service, lines }: QueueSettings): MarkovQueue {
  const meanDemand = service * millisecond;
  const inLine = lines === 'shared' ? servers : 1;
  return { servers: inLine, meanDemand, meanGap: (meanDemand * 100) / (load * inLine) };
}

const fixed = (value: number): string => printNumber(value, value < 1 ? 2 : value < 10 ? 1 : 0);

/** How long requests take when they have to queue: M/M/1 and M/M/c beside Erlang's formula and Little's law. */
export const lab = {
  id: 'queueing',
  title: 'Queues',
  question: 'How long do requests wait for a server that is busy 80% of its time, and how long if it is busier?',
  prediction: {
    question:
      'eight servers are busy 80% of the time. With a line each a request takes five times as long as the work itself. And with one line for all?',
    scenario: 'pooled',
    options: {
      same: 'Still five times: the load is the same',
      half: 'About half of that: some waits are saved',
      little: 'Little more than the work itself: a free server takes whoever waits',
    },
    answer({ figures: { mean } }, { service }) {
      const times = mean / service;
      if (times > 4) return 'same';
      return times > 1.75 ? 'half' : 'little';
    },
  },
  controls,
  figures: {
    mean: { label: 'Mean response time', unit: 'ms', digits: 1 },
    formula: { label: 'Mean response time by the formula', unit: 'ms', digits: 1, infinite: 'grows without end' },
    p50: { label: 'Response time, 50th percentile', unit: 'ms', digits: 1 },
    p99: { label: 'Response time, 99th percentile', unit: 'ms', digits: 1 },
    waited: { label: 'Requests that waited', unit: '%', digits: 1 },
    utilisation: { label: 'Utilisation', unit: '%', digits: 1 },
    inSystem: { label: 'Mean number in the system, L', digits: 2 },
    rate: { label: 'Arrivals, λ', unit: '/s', digits: 1 },
  },
  scenarios: [
    { id: 'busy', name: 'Busy 80% of the time', settings: {} },
    { id: 'half', name: 'Half busy', settings: { load: 50 } },
    { id: 'nearly-full', name: 'Nearly full', settings: { load: 95 } },
    { id: 'overload', name: 'More than it can do', settings: { load: 110 } },
    { id: 'pooled', name: 'Eight servers, one line', settings: { servers: 8 } },
    { id: 'split', name: 'Eight servers, eight lines', settings: { servers: 8, lines: 'separate' } },
  ],
  run(settings, seed) {
    const { servers, lines } = settings;
    const [gaps, demands, choices] = streams(seed, 3);
    const queue = queueOf(settings);
    const served = serve(
      poissonWorkload({
        count: requestCount,
        meanDemand: queue.meanDemand,
        meanGap: (queue.meanGap * queue.servers) / servers,
        gaps,
        demands,
      }),
      servers,
      { lines, choices },
    );
    const times = Float64Array.from(served.map(({ arrived, left }) => left - arrived)).sort();
    const total = times.reduce((sum, time) => sum + time, 0);
    const { area, end, at } = occupancy(served);
    const shares = Array.from({ length: points + 1 }, (_, i) => i / points);
    const percentile = (q: number): Micros => times[Math.max(0, Math.ceil(q * times.length) - 1)] ?? 0;
    const quantiles = shares.map(percentile);
    // The longest of all would flatten the rest.
    const most = quantiles.slice(0, -1).map((time) => time / millisecond);
    const percents = shares.slice(0, -1).map((share) => 100 * share);
    const moments = shares.map((share) => Math.round(share * end));
    return {
      events: eventsOf(served, servers, lines === 'shared'),
      charts: [
        {
          title: 'Mean response time by load',
          x: { label: 'Load, %' },
          y: { label: 'Mean by the formula, ms' },
          series: (servers === 1 ? (['shared'] as const) : (['shared', 'separate'] as const)).map((each) => ({
            name: servers === 1 ? 'One server' : each === 'shared' ? 'One line for all' : 'A line for each',
            form: 'line',
            x: loads,
            y: loads.map((load) => meanResponse(queueOf({ ...settings, lines: each, load })) / millisecond),
          })),
        },
        {
          title: 'Requests in the system',
          x: { label: 'Time, s' },
          y: { label: 'Waiting or being served' },
          series: [{ name: 'This run', form: 'step', x: moments.map((time) => time / second), y: at(moments) }],
          clock: second,
        },
        {
          title: 'Response times',
          x: { label: 'Response time, ms' },
          y: { label: 'Requests done by then, %' },
          series: [
            { name: 'This run', form: 'ecdf', x: most, y: percents },
            ...(settings.load < 100
              ? [
                  {
                    name: 'Formula',
                    form: 'line' as const,
                    x: most,
                    y: quantiles.slice(0, -1).map((time) => 100 * (1 - longerThan(queue, time))),
                  },
                ]
              : []),
          ],
        },
      ],
      figures: {
        mean: total / times.length / millisecond,
        formula: meanResponse(queue) / millisecond,
        p50: percentile(0.5) / millisecond,
        p99: percentile(0.99) / millisecond,
        waited: (100 * served.filter(({ arrived, started }) => started > arrived).length) / served.length,
        utilisation: (100 * served.reduce((sum, { demand }) => sum + demand, 0)) / (servers * end),
        inSystem: area / end,
        rate: (served.length * second) / end,
      },
    };
  },
  finding({ figures: { mean, p99, inSystem, rate } }, { load, service, servers, lines }) {
    const where =
      servers === 1
        ? 'one server'
        : `${servers} servers with ${lines === 'shared' ? 'one line for all' : 'a line each'}`;
    if (load >= 100)
      return `Unstable: ${where} at ${load}% of what can be done, so the line grows as long as requests come, and the mean of ${fixed(mean)} ms says only how long this run was.`;
    const little = `${fixed(rate)} requests a second of ${fixed(mean)} ms each are ${fixed(inSystem)} in the system at a time`;
    return `At ${load}% load on ${where} a request takes ${fixed(mean)} ms, ${fixed(mean / service)} times its mean service of ${service} ms, and one in a hundred ${fixed(p99)} ms or more; ${little}.`;
  },
  theory(settings) {
    if (settings.load >= 100) return {};
    const queue = queueOf(settings);
    const everyLine = settings.servers / queue.servers;
    return {
      mean: meanResponse(queue) / millisecond,
      p50: responsePercentile(queue, 0.5) / millisecond,
      p99: responsePercentile(queue, 0.99) / millisecond,
      waited: 100 * erlangC(queue),
      utilisation: settings.load,
      inSystem: meanInSystem(queue) * everyLine,
      rate: (second / queue.meanGap) * everyLine,
    };
  },
  describe({ kind, request, server }) {
    const where = kind === 'arrives' ? '' : ` ${kind === 'begins' ? 'on ' : ''}server ${server + 1}`;
    return `Request ${request + 1} ${kind}${where}.`;
  },
} satisfies Lab<typeof controls, QueueEvent, Figure>;

const loads = Array.from({ length: 19 }, (_, i) => 5 * (i + 1));
