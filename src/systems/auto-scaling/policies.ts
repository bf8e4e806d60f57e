import { type Micros, minute, second } from '../../kernel/time.ts';
import { proportional, stabiliser } from './target-tracking.ts';

export type PolicyName = 'target' | 'step' | 'simple' | 'scheduled' | 'notes';

/** What a policy sees. */
export interface View {
  readonly now: Micros;
  /** The last average of CPU that was published, in percent; absent between two of them. */
  readonly metric: number | undefined;
  readonly inService: number;
  /** In service or warming up. */
  readonly desired: number;
  /** The last change, -Infinity before the first. */
  readonly changed: Micros;
}

/** The capacity that a policy wants, before the bounds of the group. */
export type Policy = (view: View) => number;

export interface PolicyOptions {
  readonly policy: PolicyName;
  /** CPU in percent that target tracking holds. */
  readonly target: number;
  /** Nothing is done for so long after a change, by simple scaling and the rule of the notes. */
  readonly cooldown: Micros;
}

/** Recommendations of the last five minutes hold target tracking up (the HPA's default for scaling down). */
const stabilisation = 300 * second;

/** A metric from `from` up to, but not at, `below` changes the capacity. The ranges do not overlap. */
const steps = [
  { from: 0, below: 30, change: -1 },
  { from: 50, below: 70, change: 1 },
  { from: 70, below: Infinity, change: 2 },
] as const;

/** What the capacity is set to, and when. */
const schedule = [
  { time: 55 * minute, capacity: 16 },
  { time: 185 * minute, capacity: 4 },
] as const;

export function policyOf({ policy, target, cooldown }: PolicyOptions): Policy {
  switch (policy) {
    case 'target':
      return targetTracking(target);
    case 'step':
      return step;
    case 'simple':
      return afterCooldown(cooldown, (metric) => (metric > 70 ? 2 : metric < 30 ? -1 : 0));
    case 'scheduled':
      return ({ now, desired }) => schedule.find(({ time }) => time === now)?.capacity ?? desired;
    case 'notes':
      // As noted down: both add, so nothing ever takes an instance away.
      return afterCooldown(cooldown, (metric) => (metric > 70 ? 2 : metric > 30 ? 1 : 0));
  }
}

/** Proportional, as the Kubernetes HPA. */
function targetTracking(target: number): Policy {
  const stabilise = stabiliser(stabilisation);
  return ({ now, metric, inService, desired }) => {
    if (metric === undefined) return desired;
    return stabilise(now, desired, proportional(inService, metric, target) ?? desired);
  };
}

/**
 * Step scaling: instances that warm up do not count as capacity when it adds, so that repeated breaches of one step add
 * once, and it takes none away until they serve (Amazon EC2 Auto Scaling User Guide, step and simple scaling).
 */
const step: Policy = ({ metric, inService, desired }) => {
  if (metric === undefined) return desired;
  const change = steps.find(({ from, below }) => from <= metric && metric < below)?.change ?? 0;
  if (change > 0) return Math.max(desired, inService + change);
  return inService < desired ? desired : desired + change;
};

/** Simple scaling: one adjustment, then nothing until the cooldown is over. */
const afterCooldown =
  (cooldown: Micros, changeOf: (metric: number) => number): Policy =>
  ({ now, metric, desired, changed }) =>
    metric === undefined || now - changed < cooldown ? desired : desired + changeOf(metric);
