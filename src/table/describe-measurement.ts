import { withUnit } from '../lab/print-figure.ts';
import type { Measurement } from './table.ts';

/** What a measured cell rests on, to be read behind the name of its lab: figure, settings, seeds and spread. */
export function describeMeasurement(measurement: Measurement): string {
  const { figure, settings, seeds } = measurement;
  const set = Object.entries(settings).map(([label, value]) => `${label}: ${value}`);
  return [figure, ...set, `${seeds} ${seeds === 1 ? 'seed' : 'seeds'}`, result(measurement)].join('; ');
}

function result({ mean, halfWidth, unit, unstable }: Measurement): string {
  if (unstable) return 'unstable';
  if (mean === null || halfWidth === null) return 'no finite mean';
  const number = withUnit(String(mean), unit);
  return halfWidth === 0 ? `${number} each time` : `mean ${number} ± ${halfWidth}`;
}
