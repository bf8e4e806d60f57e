import { streams } from '../../kernel/random.ts';
import { type Micros, millisecond, second } from '../../kernel/time.ts';
import type { Controls, Lab, Series, Settings } from '../../lab/lab.ts';
import { type MarkovQueue, meanResponse, responsePercentile } from '../queueing/erlang-c.ts';
import { occupancy } from '../queueing/model.ts';
import { poissonWorkload } from '../queueing/workload.ts';
import type { Backend, Policy } from './backend.ts';
import { balance, type ClientRequest, type Incident, type Outcome, type ServerEvent, type Setup } from './model.ts';
import { type Algorithm, policies } from './policies.ts';

const controls = {
  algorithm: {
    kind: 'choice',
    label: 'Algorithm',
    options: {
      roundRobin: 'round robin',
      weightedRoundRobin: 'weighted round robin',
      leastConnections: 'least connections',
      leastResponseTime: 'least response time',
      leastBandwidth: 'least bandwidth',
      ipHash: 'IP hash',
      consistentHash: 'consistent hash',
      random: 'random',
      powerOfTwoChoices: 'power of two choices',
    },
    initial: 'roundRobin',
  },
  slowSpeed: { kind: 'range', label: 'Speed of server 1', unit: '%', min: 10, max: 100, step: 5, initial: 25 },
  load: { kind: 'range', label: 'Load of the fleet', unit: '%', min: 20, max: 110, step: 5, initial: 80 },
  servers: { kind: 'range', label: 'Servers', min: 1, max: 8, step: 1, initial: 6 },
  incident: {
    kind: 'choice',
    label: 'The last server',
    options: {
      none: 'works',
      crash: 'crashes for 30 s',
      pause: 'stands still for 30 s',
      drain: 'is drained',
    },
    initial: 'none',
  },
  interval: { kind: 'range', label: 'Health check every', unit: 's', min: 1, max: 15, step: 1, initial: 5 },
  threshold: { kind: 'range', label: 'Failed checks until out', min: 1, max: 5, step: 1, initial: 3 },
  drain: { kind: 'range', label: 'Draining for', unit: 's', min: 0, max: 60, step: 5, initial: 30 },
  slowStart: { kind: 'range', label: 'Slow start', unit: 's', min: 0, max: 30, step: 5, initial: 0 },
  sticky: { kind: 'switch', label: 'Sticky sessions', initial: false },
} as const satisfies Controls;

type FleetSettings = Settings<typeof controls>;

/** A request ends, or something happens to a server. */
export type BalancerEvent =
  | ({ readonly subject: 'server' } & ServerEvent)
  | {
      readonly subject: 'request';
      readonly time: Micros;
      readonly request: number;
      readonly server: number | undefined;
      readonly fate: 'done' | 'failed' | 'refused';
      readonly took: Micros;
    };

type Figure =
  | 'arrived'
  | 'done'
  | 'inFlight'
  | 'failed'
  | 'refused'
  | 'mean'
  | 'p50'
  | 'p99'
  | 'highestLoad'
  | 'unstable'
  | 'ejectedAfter'
  | 'moved'
  | ComparedFigure;

/** The algorithms that every run is set beside, on the same requests. */
const compared = ['roundRobin', 'leastConnections', 'powerOfTwoChoices'] as const satisfies readonly Algorithm[];
type ComparedFigure = `${(typeof compared)[number]}${'P99' | 'Load' | 'Unstable'}`;

const meanDemand = 100 * millisecond;
const horizon = 80 * second;
/** Between two checks, whatever their interval. */
const incidentFrom = 22.5 * second;
const incidentUntil = incidentFrom + 30 * second;
const clients = 500;
const returnAfter = 2;
const shownRequests = 150;
const points = 100;
/** A line that a server in balance hardly has: one whose measured load is 1 by chance is not called unstable. */
const longLine = 15;

const speedsOf = ({ servers, slowSpeed }: FleetSettings): readonly number[] =>
  Array.from({ length: servers }, (_, id) => (id === 0 ? slowSpeed / 100 : 1));

const weightOf = (speed: number): number => Math.round(20 * speed);

const meanGapOf = (settings: FleetSettings): number =>
  (meanDemand * 100) / settings.load / speedsOf(settings).reduce((sum, speed) => sum + speed, 0);

function setupOf(settings: FleetSettings, algorithm: Algorithm): Setup {
  const { servers, incident, interval, threshold, slowStart, drain } = settings;
  const until = incident === 'drain' ? incidentFrom + drain * second : incidentUntil;
  const incidents: readonly Incident[] =
    incident === 'none' ? [] : [{ kind: incident, server: servers - 1, from: incidentFrom, until }];
  return {
    algorithm,
    // Weights as an operator who knows the speeds sets them.
    servers: speedsOf(settings).map((speed) => ({ speed, weight: weightOf(speed) })),
    checkInterval: interval * second,
    thresholds: { unhealthy: threshold, healthy: returnAfter },
    slowStart: slowStart * second,
    sticky: settings.sticky,
    incidents,
    horizon,
  };
}

/** What one algorithm makes of the requests, in figures. */
function measure({ sent, events, loads: measured, moved }: Outcome, expected: readonly number[] | undefined) {
  const loads = expected ?? measured;
  const having = (fate: string) => sent.filter((request) => request.fate === fate);
  const inFlight = having('inFlight');
  const held = loads.map((_, id) => inFlight.filter(({ server }) => server === id).length);
  const times = Float64Array.from(having('done').map(({ arrived, ended }) => ended - arrived)).sort();
  const out = events.find(({ kind }) => kind === 'is taken out');
  return {
    times,
    figures: {
      arrived: sent.length,
      done: times.length,
      inFlight: inFlight.length,
      failed: having('failed').length,
      refused: having('refused').length,
      mean: times.length === 0 ? 0 : times.reduce((sum, time) => sum + time, 0) / times.length / millisecond,
      p50: percentileInMs(times, 0.5),
      p99: percentileInMs(times, 0.99),
      highestLoad: 100 * Math.max(...loads),
      unstable: loads.filter((load, id) => load >= 1 && (expected || (held[id] ?? 0) >= longLine)).length,
      ejectedAfter: out ? (out.time - incidentFrom) / second : 0,
      moved,
    },
  };
}

/** By nearest rank; 0 of nothing. */
const percentileInMs = (sorted: Float64Array, q: number): number =>
  (sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0) / millisecond;

const inSeconds = (milliseconds: number): string =>
  milliseconds < 1000 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;

/** What an algorithm did, by the 99th percentile or by the load that it cannot bear. */
const verdict = (p99: number, load: number, unstable: number): string =>
  unstable > 0
    ? `unstable, with a server that is sent ${Math.floor(load)}% of what it can do`
    : `${inSeconds(p99)} at the 99th percentile`;

/** Which server gets the next request, on servers that differ, fail and return. */
export const lab = {
  id: 'load-balancer',
  title: 'Load balancing algorithms',
  question: 'One of six servers has a quarter of the speed, and the fleet is at 80%. Who notices first?',
  controls,
  figures: {
    arrived: { label: 'Requests arrived', digits: 0 },
    done: { label: 'Done', digits: 0 },
    inFlight: { label: 'In flight at the end', digits: 0 },
    failed: { label: 'Failed with their server', digits: 0 },
    refused: { label: 'Refused, no server left', digits: 0 },
    mean: { label: 'Mean response time', unit: 'ms', digits: 0 },
    p50: { label: 'Response time, 50th percentile', unit: 'ms', digits: 0 },
    p99: { label: 'Response time, 99th percentile', unit: 'ms', digits: 0 },
    highestLoad: { label: 'Highest load of a server', unit: '%', digits: 0 },
    unstable: { label: 'Servers sent more than they can do', digits: 0 },
    ejectedAfter: { label: 'Taken out after', unit: 's', digits: 1 },
    moved: { label: 'Sessions that lost their server', digits: 0 },
    roundRobinP99: { label: 'Round robin, 99th percentile', unit: 'ms', digits: 0 },
    roundRobinLoad: { label: 'Round robin, highest load', unit: '%', digits: 0 },
    roundRobinUnstable: { label: 'Round robin, servers sent more than they can do', digits: 0 },
    leastConnectionsP99: { label: 'Least connections, 99th percentile', unit: 'ms', digits: 0 },
    leastConnectionsLoad: { label: 'Least connections, highest load', unit: '%', digits: 0 },
    leastConnectionsUnstable: { label: 'Least connections, servers sent more than they can do', digits: 0 },
    powerOfTwoChoicesP99: { label: 'Power of two choices, 99th percentile', unit: 'ms', digits: 0 },
    powerOfTwoChoicesLoad: { label: 'Power of two choices, highest load', unit: '%', digits: 0 },
    powerOfTwoChoicesUnstable: { label: 'Power of two choices, servers sent more than they can do', digits: 0 },
  },
  scenarios: [
    { id: 'one-slow', name: 'One slow server', settings: {} },
    { id: 'weights', name: 'One slow server, weights that know it', settings: { algorithm: 'weightedRoundRobin' } },
    { id: 'two-choices', name: 'One slow server, two choices', settings: { algorithm: 'powerOfTwoChoices' } },
    { id: 'equal', name: 'Equal servers', settings: { slowSpeed: 100 } },
    { id: 'crash', name: 'A server crashes', settings: { slowSpeed: 100, load: 60, incident: 'crash' } },
    {
      id: 'black-hole',
      name: 'A crashed server attracts requests',
      settings: { algorithm: 'leastConnections', slowSpeed: 100, load: 60, incident: 'crash' },
    },
    { id: 'pause', name: 'A server stands still', settings: { slowSpeed: 100, load: 60, incident: 'pause' } },
    {
      id: 'sticky',
      name: 'A crash with sticky sessions',
      settings: { slowSpeed: 100, load: 60, incident: 'crash', sticky: true },
    },
    { id: 'drain', name: 'A server is drained', settings: { slowSpeed: 100, load: 60, incident: 'drain' } },
    {
      id: 'slow-start',
      name: 'A server returns slowly',
      settings: { algorithm: 'leastConnections', slowSpeed: 100, load: 60, incident: 'crash', slowStart: 30 },
    },
    { id: 'overload', name: 'More than the fleet can do', settings: { slowSpeed: 100, load: 110 } },
  ],
  run(settings, seed) {
    const requests = requestsOf(settings, seed);
    const run = (algorithm: Algorithm): Outcome => {
      const [, , , choices] = streams(seed, 4);
      if (!choices) throw new Error('Expected four streams.');
      return balance(requests, setupOf(settings, algorithm), choices);
    };
    const outcome = run(settings.algorithm);
    const { times, figures } = measure(outcome, expectedLoads(settings, settings.algorithm));
    const comparison = Object.fromEntries(
      compared.flatMap((algorithm): [string, number][] => {
        const { p99, highestLoad, unstable } =
          algorithm === settings.algorithm
            ? figures
            : measure(run(algorithm), expectedLoads(settings, algorithm)).figures;
        return [
          [`${algorithm}P99`, p99],
          [`${algorithm}Load`, highestLoad],
          [`${algorithm}Unstable`, unstable],
        ];
      }),
    ) as Record<ComparedFigure, number>;
    return {
      events: eventsOf(outcome),
      series: [...linesOf(outcome), responseTimes(times), loadsOf(outcome)],
      figures: { ...figures, ...comparison },
    };
  },
  finding({ figures }, settings) {
    const { algorithm, incident, sticky, load } = settings;
    const name = controls.algorithm.options[algorithm];
    if (load >= 100)
      return `Unstable: the fleet is sent ${load}% of what it can do, which no algorithm mends, and ${figures.inFlight} requests are in flight at the end.`;
    if (incident === 'crash' || incident === 'pause') {
      const what = incident === 'crash' ? 'crashed' : 'stood still';
      const found =
        figures.ejectedAfter > 0
          ? `was taken out after ${figures.ejectedAfter.toFixed(1)} s`
          : 'was back before any check took it out';
      const lost = sticky ? `, and ${figures.moved} sessions lost their server` : '';
      return `The server that ${what} ${found}; with ${name} ${figures.failed} of ${figures.arrived} requests failed and ${figures.refused} were refused${lost}, and the 99th percentile of those done is ${inSeconds(figures.p99)}.`;
    }
    if (incident === 'drain') {
      const lost = sticky ? `, and ${figures.moved} sessions lost their server` : '';
      return `The drained server got no new request, and with ${name} ${figures.failed} of ${figures.arrived} requests were cut off when its time was over and ${figures.refused} refused${lost}.`;
    }
    const others = compared
      .filter((other) => other !== algorithm)
      .map(
        (other) =>
          `${controls.algorithm.options[other]} is ${verdict(figures[`${other}P99`], figures[`${other}Load`], figures[`${other}Unstable`])}`,
      );
    return `On the same requests ${name} is ${verdict(figures.p99, figures.highestLoad, figures.unstable)}; ${others.join(', ')}.`;
  },
  theory(settings): Partial<Readonly<Record<Figure, number>>> {
    const { algorithm, servers, incident, sticky } = settings;
    const blind = algorithm === 'random' && !sticky;
    if (incident !== 'none' || !(servers === 1 || blind)) return {};
    // A Poisson process that is split at random is one for each server.
    const queues = speedsOf(settings).map(
      (speed): MarkovQueue => ({
        servers: 1,
        meanDemand: meanDemand / speed,
        meanGap: meanGapOf(settings) * servers,
      }),
    );
    const means = queues.map(meanResponse);
    if (means.includes(Infinity)) return {};
    const [only] = queues;
    return {
      mean: means.reduce((sum, mean) => sum + mean, 0) / servers / millisecond,
      ...(only &&
        servers === 1 && {
          p50: responsePercentile(only, 0.5) / millisecond,
          p99: responsePercentile(only, 0.99) / millisecond,
        }),
    };
  },
  describe(event) {
    if (event.subject === 'server') return `Server ${event.server + 1} ${event.kind}.`;
    if (event.server === undefined) return `Request ${event.request} is refused: no server is left.`;
    const what = event.fate === 'done' ? `is done after ${inSeconds(event.took / millisecond)}` : 'fails';
    return `Request ${event.request} ${what} on server ${event.server + 1}.`;
  },
  leftOut: [
    'The balancer itself is never the bottleneck, and the network takes no time.',
    'Only active checks take a server out; failed requests do not count against it, and are not tried again.',
    'Each server works on one request at a time, in the order of arrival, with exponential demands.',
    'There is one balancer; several with a view of their own herd more easily.',
  ],
} satisfies Lab<typeof controls, BalancerEvent, Figure>;

/** The same arrivals, demands and clients for every algorithm. */
function requestsOf(settings: FleetSettings, seed: number): readonly ClientRequest[] {
  const [gaps, demands, whose] = streams(seed, 3);
  if (!gaps || !demands || !whose) throw new Error('Expected three streams.');
  const meanGap = meanGapOf(settings);
  // Enough for the whole run but for once in a million: the mean and five deviations.
  const expected = horizon / meanGap;
  const count = Math.ceil(expected + 5 * Math.sqrt(expected));
  return poissonWorkload({ count, meanGap, meanDemand, gaps, demands })
    .filter(({ arrived }) => arrived < horizon)
    .map(({ id, arrived, demand }) => ({ id, arrived, demand, client: whose.below(clients) }));
}

/** The load of each server where the algorithm does not look at it: its share of the requests over its speed. */
function expectedLoads(settings: FleetSettings, algorithm: Algorithm): readonly number[] | undefined {
  const { servers, incident, sticky } = settings;
  if (incident !== 'none') return undefined;
  const speeds = speedsOf(settings);
  const fleet = meanDemand / meanGapOf(settings);
  const shares = ((): readonly number[] | undefined => {
    switch (algorithm) {
      case 'roundRobin':
      case 'random':
        return sticky ? undefined : speeds.map(() => 1 / servers);
      case 'weightedRoundRobin': {
        const weights = speeds.map(weightOf);
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        return sticky ? undefined : weights.map((weight) => weight / total);
      }
      case 'ipHash':
      case 'consistentHash':
        return sharesByHash(policies[algorithm]({ servers }), servers);
      default:
        return undefined;
    }
  })();
  return shares?.map((share, id) => (share * fleet) / (speeds[id] ?? 1));
}

function sharesByHash(policy: Policy, servers: number): readonly number[] {
  const backends = Array.from({ length: servers }, (_, id): Backend => ({ ...idle, id }));
  const counts = backends.map(() => 0);
  for (let client = 0; client < clients; client++) {
    const server = policy(backends, client) ?? 0;
    counts[server] = (counts[server] ?? 0) + 1;
  }
  return counts.map((count) => count / clients);
}

const idle = { weight: 1, eligible: true, warmth: 1, active: 0, responseTime: 0, bandwidth: 0 } as const;

/** The last requests that ended, and all that happened to servers, in the order of time. */
function eventsOf({ sent, events }: Outcome): readonly BalancerEvent[] {
  const ends = sent
    .flatMap(({ id: request, server, fate, arrived, ended }): readonly BalancerEvent[] =>
      fate === 'inFlight' ? [] : [{ subject: 'request', time: ended, request, server, fate, took: ended - arrived }],
    )
    .toSorted((a, b) => a.time - b.time);
  return [...events.map((event) => ({ subject: 'server' as const, ...event })), ...ends.slice(-shownRequests)].toSorted(
    (a, b) => a.time - b.time,
  );
}

/** How many requests each server holds over time. */
function linesOf({ sent, loads }: Outcome): readonly Series[] {
  const moments = Array.from({ length: points + 1 }, (_, i) => (i * horizon) / points);
  return loads.map((_, server) => ({
    name: `Server ${server + 1}, requests by second`,
    form: 'step',
    x: moments.map((time) => time / second),
    y: occupancy(
      sent.filter((request) => request.server === server).map(({ arrived, ended }) => ({ arrived, left: ended })),
    ).at(moments),
  }));
}

const responseTimes = (sorted: Float64Array): Series => {
  const shares = Array.from({ length: sorted.length === 0 ? 0 : points + 1 }, (_, i) => i / points);
  return {
    name: 'Share of requests done, by ms',
    form: 'ecdf',
    x: shares.map((share) => percentileInMs(sorted, share)),
    y: shares,
  };
};

const loadsOf = ({ loads }: Outcome): Series => ({
  name: 'Load sent in %, by server',
  form: 'bar',
  x: loads.map((_, server) => server + 1),
  y: loads.map((load) => 100 * load),
});
