import { useEffect, useState } from 'preact/hooks';
import { type Estimate, estimate } from '../kernel/statistics.ts';
import { seeds } from '../kernel/sweep.ts';
import type { AnyLab } from './lab.ts';
import type { LabState } from './state.ts';

/** Figures as means over the seeds that have run so far. */
export interface Average {
  readonly done: number;
  readonly of: number;
  readonly figures: Readonly<Record<string, Estimate>>;
}

const thirty = seeds(30);

/** The means over thirty seeds of a lab under its settings; one seed a task, so that the page stays quick. */
export function useAverage(lab: AnyLab, { settings }: LabState, isOn: boolean): Average | undefined {
  const [average, setAverage] = useState<Average>();
  useEffect(() => {
    setAverage(undefined);
    if (!isOn) return undefined;
    const runs: Readonly<Record<string, number>>[] = [];
    let timer: ReturnType<typeof setTimeout>;
    const next = (): void => {
      const seed = thirty[runs.length];
      if (seed === undefined) return;
      runs.push(lab.run(settings, seed).figures);
      setAverage({ done: runs.length, of: thirty.length, figures: meansOf(lab, runs) });
      timer = setTimeout(next);
    };
    timer = setTimeout(next);
    return () => clearTimeout(timer);
  }, [settings, isOn]);
  return average;
}

const meansOf = (lab: AnyLab, runs: readonly Readonly<Record<string, number>>[]): Average['figures'] =>
  Object.fromEntries(
    Object.keys(lab.figures).map((figure) => [figure, estimate(runs.map((figures) => figures[figure] ?? Number.NaN))]),
  );
