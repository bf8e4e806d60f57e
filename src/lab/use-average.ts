import { useEffect, useState } from 'preact/hooks';
import type { Average } from './average.ts';
import type { AnyLab, AnySettings } from './lab.ts';

/** The means over thirty seeds of a lab under its settings; one seed a task, so that the page stays quick. */
export function useAverage(lab: AnyLab, settings: AnySettings, isOn: boolean): Average | undefined {
  const [average, setAverage] = useState<Average>();
  useEffect(() => {
    setAverage(undefined);
    if (!isOn) return undefined;
    let isWanted = true;
    // Fetched when it is first asked for.
    import('./average.ts').then(({ averages }) => {
      const steps = averages(lab, settings, 30);
      const next = (): void => {
        if (!isWanted) return;
        const { value, done } = steps.next();
        if (done) return;
        setAverage(value);
        setTimeout(next);
      };
      next();
    });
    return () => {
      isWanted = false;
    };
  }, [settings, isOn]);
  return average;
}
