import { random } from '../../kernel/random.ts';
import { type Micros, minute, second } from '../../kernel/time.ts';
import { type LoadName, loads } from './load.ts';
import { type PolicyOptions, policyOf } from './policies.ts';

export interface Options extends PolicyOptions {
  readonly load: LoadName;
  /** From the launch of an instance until it serves. */
  readonly warmUp: Micros;
  /** The metric is an average over this span. */
  readonly period: Micros;
  /** How long after its period the metric is known. */
  readonly lag: Micros;
  /** The load of a tick is off by up to this share, either way. */
  readonly noise: number;
}

interface Instance {
  readonly launched: Micros;
  /** Infinity while it lives. */
  readonly ended: Micros;
}

interface Action {
  readonly time: Micros;
  readonly from: number;
  readonly to: number;
  /** CPU in percent that led to it; absent for a scheduled one. */
  readonly metric: number | undefined;
}

/** What happened within one tick. */
interface Tick {
  readonly time: Micros;
  readonly arrived: number;
  readonly served: number;
  readonly dropped: number;
  readonly inService: number;
  readonly desired: number;
  /** The average of CPU that became known, in percent; absent between two of them. */
  readonly seen: number | undefined;
  /** In percent of what the instances in service can do. */
  readonly cpu: number;
}

export interface Outcome {
  readonly ticks: readonly Tick[];
  readonly actions: readonly Action[];
  readonly instances: readonly Instance[];
}

export const duration: Micros = 240 * minute;
export const tick: Micros = 10 * second;
export const atLeast = 2;
export const atMost = 20;
/** Requests that an instance serves in a second. */
export const capacity = 100;
/** How many instances serve at the beginning. */
export const initially = 4;

/**
 * A group of equal instances under a load, of which a policy sees the average CPU of each period, late. What is beyond
 * the capacity in service is dropped at once. The youngest instances end first.
 */
export function simulate(options: Options, seed: number): Outcome {
  const { warmUp, period, lag, noise } = options;
  const chance = random(seed);
  const policy = policyOf(options);
  const loadAt = loads[options.load];
  const ticks: Tick[] = [];
  const actions: Action[] = [];
  const ended: Instance[] = [];
  /** When the living instances were launched, the oldest first; the first ones long ago. */
  const living = new Array<Micros>(initially).fill(-Infinity);
  const published: { readonly time: Micros; readonly metric: number }[] = [];
  const inServiceAt = (now: Micros): number => living.filter((launched) => launched + warmUp <= now).length;
  let known = 0;
  let changed = -Infinity;
  let sum = 0;

  const scaleTo = (wanted: number, now: Micros, metric: number | undefined): void => {
    const from = living.length;
    const to = Math.min(atMost, Math.max(atLeast, wanted));
    if (to === from) return;
    while (living.length < to) living.push(now);
    for (const launched of living.splice(to)) ended.push({ launched, ended: now });
    actions.push({ time: now, from, to, metric });
    changed = now;
  };

  for (let now = 0; now < duration; now += tick) {
    const due = published[known];
    const metric = due && due.time <= now ? due.metric : undefined;
    if (metric !== undefined) known += 1;
    const wanted = policy({ now, metric, inService: inServiceAt(now), desired: living.length, changed });
    scaleTo(wanted, now, options.policy === 'scheduled' ? undefined : metric);

    const inService = inServiceAt(now);
    const able = (inService * capacity * tick) / second;
    const arrived = Math.round(((loadAt(now) * tick) / second) * (1 + noise * (2 * chance.next() - 1)));
    const served = Math.min(arrived, able);
    const cpu = (100 * served) / able;
    ticks.push({
      time: now,
      arrived,
      served,
      dropped: arrived - served,
      inService,
      desired: living.length,
      seen: metric,
      cpu,
    });

    sum += cpu;
    if ((now + tick) % period === 0) {
      published.push({ time: now + tick + lag, metric: (sum * tick) / period });
      sum = 0;
    }
  }
  return { ticks, actions, instances: [...ended, ...living.map((launched) => ({ launched, ended: Infinity }))] };
}
