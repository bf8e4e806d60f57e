import { streams } from '../../kernel/random.ts';
import { type Micros, millisecond, second } from '../../kernel/time.ts';
import { poissonWorkload } from '../queueing/workload.ts';
import type { FleetSettings } from './controls.ts';
import { balance, type ClientRequest, type Outcome, type Watch } from './model.ts';
import type { Algorithm } from './policies.ts';

/** How long a server of speed 1 works on a request, in the mean. */
export const meanDemand: Micros = 100 * millisecond;
/** When a run ends. */
export const horizon: Micros = 80 * second;
/** About when the last server crashes, stands still or is drained. */
const about = 22.5 * second;
const outage = 30 * second;
const clients = 500;
const returnAfter = 2;

/** The speed of each server: the first is the slow one. */
export const speedsOf = ({ servers, slowSpeed }: FleetSettings): readonly number[] =>
  Array.from({ length: servers }, (_, id) => (id === 0 ? slowSpeed / 100 : 1));

/** The mean time between two requests of the whole fleet. */
export const meanGapOf = (settings: FleetSettings): Micros =>
  (meanDemand * 100) / settings.load / speedsOf(settings).reduce((sum, speed) => sum + speed, 0);

/** The same requests, and the same chances, for whichever algorithm is asked for. */
export function playing(settings: FleetSettings, seed: number): (algorithm: Algorithm, watch?: Watch) => Outcome {
  const { servers, incident, interval, threshold, slowStart, drain, sticky } = settings;
  const requests = requestsOf(settings, seed);
  const checkInterval = interval * second;
  // Half way between two checks, as an incident at any moment is in the mean.
  const from = (Math.floor(about / checkInterval) + 0.5) * checkInterval;
  const until = from + (incident === 'drain' ? drain * second : outage);
  return (algorithm, watch) => {
    const setup = {
      algorithm,
      // Weights as an operator who knows the speeds sets them.
      servers: speedsOf(settings).map((speed) => ({ speed, weight: Math.round(20 * speed) })),
      checkInterval,
      thresholds: { unhealthy: threshold, healthy: returnAfter },
      slowStart: slowStart * second,
      sticky,
      incidents: incident === 'none' ? [] : [{ kind: incident, server: servers - 1, from, until }],
      horizon,
    };
    return balance(requests, setup, streams(seed, 4)[3], watch);
  };
}

function requestsOf(settings: FleetSettings, seed: number): readonly ClientRequest[] {
  const [gaps, demands, whose] = streams(seed, 3);
  const meanGap = meanGapOf(settings);
  // Enough for the whole run but for once in a hundred thousand: four deviations above the mean, or more.
  const count = Math.ceil((1.1 * horizon) / meanGap) + 50;
  return poissonWorkload({ count, meanGap, meanDemand, gaps, demands })
    .filter(({ arrived }) => arrived < horizon)
    .map((request) => ({ ...request, client: whose.below(clients) }));
}
