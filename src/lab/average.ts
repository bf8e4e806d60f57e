import { type Estimate, estimate } from '../kernel/confidence.ts';
import { seeds } from '../kernel/sweep.ts';
import type { AnyLab, AnySettings } from './lab.ts';

/** Figures as means over the seeds that have run so far. */
export interface Average {
  readonly done: number;
  readonly figures: Readonly<Record<string, Estimate>>;
}

/** The means of a lab's figures under some settings over one seed, two, and so on to so many: a run at each step. */
export function* averages(lab: AnyLab, settings: AnySettings, count: number): Generator<Average> {
  const runs: Readonly<Record<string, number>>[] = [];
  for (const seed of seeds(count)) {
    runs.push(lab.run(settings, seed).figures);
    const meanOf = (figure: string): Estimate => estimate(runs.map((figures) => figures[figure] ?? Number.NaN));
    yield {
      done: runs.length,
      figures: Object.fromEntries(Object.keys(lab.figures).map((figure) => [figure, meanOf(figure)])),
    };
  }
}
