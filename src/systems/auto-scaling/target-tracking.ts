import type { Micros } from '../../kernel/time.ts';

/** A metric this near its target, in percent of the target, asks for no change (the HPA's default). */
export const tolerance = 10;

/**
 * How many instances bring the metric to its target if it falls in proportion: ceil(n·metric/target), the formula of the
 * Kubernetes Horizontal Pod Autoscaler; undefined within its tolerance. AWS publishes no formula of its own.
 */
export function proportional(instances: number, metric: number, target: number): number | undefined {
  if (Math.abs(metric - target) * 100 <= tolerance * target) return undefined;
  return Math.ceil((instances * metric) / target);
}

/**
 * The HPA's stabilisation: up at once, down only as far as the largest recommendation within the window. Gives the new
 * number from the moment, the present number and the recommendation.
 */
export function stabiliser(window: Micros): (now: Micros, current: number, recommendation: number) => number {
  let recent: { readonly time: Micros; readonly recommendation: number }[] = [];
  return (now, current, recommendation) => {
    recent = recent.filter(({ time }) => time > now - window);
    recent.push({ time: now, recommendation });
    const largest = recent.reduce((most, past) => Math.max(most, past.recommendation), recommendation);
    return Math.min(Math.max(current, recommendation), largest);
  };
}
