import { millisecond } from '../../kernel/time.ts';
import type { FigureForm, Lab } from '../../lab/lab.ts';
import { chartsOf, type Played } from './charts.ts';
import { controls } from './controls.ts';
import { type BalancerEvent, recorder } from './events.ts';
import { type ComparedFigure, compared, type Measured, measure } from './figures.ts';
import { findingOf, inSeconds } from './finding.ts';
import { meanDemand, meanGapOf, playing, speedsOf } from './fleet.ts';

type Figure = keyof Measured['figures'] | ComparedFigure;

const names = controls.algorithm.options;
const quiet = { slowSpeed: 100, load: 60 } as const;
const formsOfCompared = Object.fromEntries(
  compared.flatMap((algorithm): [string, FigureForm][] => [
    [`${algorithm}P99`, { label: `99th percentile, ${names[algorithm]}`, unit: 'ms', digits: 0, infinite: 'unstable' }],
    [`${algorithm}Failed`, { label: `Failed, ${names[algorithm]}`, digits: 0 }],
  ]),
) as Record<ComparedFigure, FigureForm>;

/** Which server gets the next request, on servers that differ, fail and return. */
export const lab = {
  id: 'load-balancer',
  title: 'Load balancing algorithms',
  question: 'One of six servers has a quarter of the speed: which algorithm notices?',
  prediction: {
    question:
      'a server crashes and refuses every connection at once. Which algorithm sends it more until the checks take it out?',
    scenario: 'black-hole',
    options: {
      roundRobin: 'Round robin, since it looks at nothing',
      leastConnections: 'Least connections, since a dead server is never busy',
      equal: 'Neither: both send it one request in six',
    },
    answer({ figures: { roundRobinFailed, leastConnectionsFailed } }) {
      if (leastConnectionsFailed > 1.1 * roundRobinFailed) return 'leastConnections';
      return roundRobinFailed > 1.1 * leastConnectionsFailed ? 'roundRobin' : 'equal';
    },
  },
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
    ejectedAfter: { label: 'Taken out after', unit: 's', digits: 1, infinite: 'not taken out' },
    sessionsLost: { label: 'Sessions lost', digits: 0 },
    ...formsOfCompared,
  },
  scenarios: [
    { id: 'one-slow', name: 'One slow server', settings: {} },
    { id: 'weights', name: 'One slow server, weighted', settings: { algorithm: 'weightedRoundRobin' } },
    { id: 'equal', name: 'Equal servers', settings: { slowSpeed: 100 } },
    { id: 'crash', name: 'A server crashes', settings: { ...quiet, incident: 'crash' } },
    {
      id: 'black-hole',
      name: 'A crash that attracts requests',
      settings: { slowSpeed: 100, algorithm: 'leastConnections', incident: 'crash' },
    },
    { id: 'pause', name: 'A server stands still', settings: { ...quiet, incident: 'pause' } },
    { id: 'sticky', name: 'A crash with sticky sessions', settings: { ...quiet, incident: 'crash', sticky: true } },
    { id: 'drain', name: 'A server is drained', settings: { ...quiet, incident: 'drain' } },
    { id: 'overload', name: 'More than the fleet can do', settings: { slowSpeed: 100, load: 110 } },
  ],
  run(settings, seed) {
    const play = playing(settings, seed);
    const { events, watch } = recorder(settings.incident !== 'none');
    const played = (algorithm: keyof typeof names): Played => {
      const outcome = play(algorithm, algorithm === settings.algorithm ? watch : undefined);
      return { name: names[algorithm], outcome, ...measure(outcome) };
    };
    const beside = compared.map(played);
    const found = beside.find(({ name }) => name === names[settings.algorithm]);
    const followed = found ?? played(settings.algorithm);
    const comparison = Object.fromEntries(
      beside.flatMap(({ figures: { unstable, p99, failed } }, i): [string, number][] => [
        [`${compared[i]}P99`, unstable > 0 || settings.load >= 100 ? Infinity : p99],
        [`${compared[i]}Failed`, failed],
      ]),
    ) as Record<ComparedFigure, number>;
    return {
      events,
      charts: chartsOf(found ? beside : [...beside, followed], followed),
      figures: { ...followed.figures, ...comparison },
    };
  },
  finding: ({ figures }, settings) => findingOf(figures, settings),
  theory(settings): Partial<Readonly<Record<Figure, number>>> {
    const { algorithm, servers, incident, sticky } = settings;
    if (incident !== 'none' || !(servers === 1 || (algorithm === 'random' && !sticky))) return {};
    // A Poisson process that is split at random is one for each server: a queue M/M/1 takes 1 ÷ (μ − λ) in the mean.
    const rate = 1 / meanGapOf(settings) / servers;
    const spare = speedsOf(settings).map((speed) => speed / meanDemand - rate);
    if (spare.some((left) => left * meanDemand < 0.001)) return {};
    return { mean: spare.reduce((sum, left) => sum + 1 / left, 0) / servers / millisecond };
  },
  describe(event) {
    const { server = 0, servers } = event;
    const number = server + 1;
    if (!('request' in event)) return `Server ${number} ${event.kind}.`;
    const ends = {
      sent: `goes to server ${number}, ${(servers[server]?.active ?? 1) - 1} before it`,
      done: `is done on server ${number} after ${inSeconds(event.took / millisecond)}`,
      failed: `fails with server ${number}`,
      refused: 'is refused: no server is left',
    };
    return `Request ${event.request + 1} ${ends[event.kind]}.`;
  },
} satisfies Lab<typeof controls, BalancerEvent, Figure>;
