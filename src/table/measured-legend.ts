import type { PhrasingContent } from 'mdast';
import type { Measurement, Table } from './table.ts';

/**
 * What stands below a measured table: the lab, the seeds, and what the marks in its cells mean, as far as they occur.
 * Nothing for a table that is cited.
 */
export function measuredLegend(table: Table): readonly PhrasingContent[] {
  const measurements = table.rows.flat().flatMap(({ measured }) => measured ?? []);
  const [first] = measurements;
  if (!first) return [];
  const { lab, title, seeds } = first;
  const has = (test: (measurement: Measurement) => unknown): boolean => measurements.some(test);
  const hasSpread = has(({ halfWidth }) => halfWidth);
  const remarks = [
    hasSpread && has(({ halfWidth }) => halfWidth === 0) && 'Where no spread stands, every seed gives the same.',
    has(({ best }) => best) && 'The best of a column is bold.',
    has(({ tie }) => tie) && 'Tie: it and the best of its column differ by no more than chance.',
    has(({ unstable }) => unstable) &&
      'Unstable: more comes in than gets done, so the figure would only tell how long the run was.',
  ].filter((remark) => remark !== false);
  return [
    text('Measured by the lab '),
    { type: 'link', url: `/${table.chapter}/#lab-${lab}`, children: [text(title)] },
    text(
      `: ${how(seeds, hasSpread)}, everything else as the lab begins; a value leads to the lab in its state.${remarks.map((remark) => ` ${remark}`).join('')}`,
    ),
  ];
}

const how = (seeds: number, hasSpread: boolean): string =>
  seeds === 1
    ? 'one run'
    : hasSpread
      ? `mean of ${seeds} seeds ± half the 95% interval`
      : `the same for ${seeds} seeds`;

const text = (value: string): PhrasingContent => ({ type: 'text', value });
