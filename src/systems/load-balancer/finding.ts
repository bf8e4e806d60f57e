import { controls, type FleetSettings } from './controls.ts';
import { type ComparedFigure, compared, type Measured } from './figures.ts';

type Figures = Measured['figures'] & Readonly<Record<ComparedFigure, number>>;

const names = controls.algorithm.options;

/** What a run shows, in one sentence. */
export function findingOf(figures: Figures, { algorithm, incident, sticky, load }: FleetSettings): string {
  const name = names[algorithm];
  const others = compared.filter((other) => other !== algorithm);
  const { arrived, failed, refused, sessionsLost, p99 } = figures;
  if (incident !== 'none') {
    const beside = others.map((other) => `${names[other]} ${figures[`${other}Failed`]}`);
    const lost = sticky ? `, ${sessionsLost} ${sessionsLost === 1 ? 'session was' : 'sessions were'} lost` : '';
    const out = Number.isFinite(figures.ejectedAfter)
      ? `taken out after ${figures.ejectedAfter.toFixed(1)} s`
      : incident === 'drain'
        ? 'drained'
        : 'never taken out';
    return `The server was ${out}: ${failed} of ${arrived} requests failed with ${name} (${beside.join(', ')}), ${refused} ${refused === 1 ? 'was' : 'were'} refused${lost}, and the 99th percentile of those done is ${inSeconds(p99)}.`;
  }
  const own =
    figures.unstable > 0
      ? `unstable, with a server that is sent ${figures.highestLoad.toFixed(0)}% of what it can do`
      : verdict(load < 100 ? p99 : Infinity);
  const beside = others.map((other) => `${names[other]} is ${verdict(figures[`${other}P99`])}`);
  return `On the same requests ${name} is ${own}; ${beside.join(', ')}.`;
}

const verdict = (p99: number): string =>
  Number.isFinite(p99) ? `${inSeconds(p99)} at the 99th percentile` : 'unstable';

/** A span of milliseconds, in ms or s. */
export const inSeconds = (milliseconds: number): string =>
  milliseconds < 1000 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
