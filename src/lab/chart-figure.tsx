import { useRef, useState } from 'preact/hooks';
import type { Micros } from '../kernel/time.ts';
import { printCsv } from '../table/print-csv.ts';
import { ChartView } from './chart-view.tsx';
import type { Chart } from './lab.ts';
import { saveSvg } from './save-svg.ts';

interface Props {
  readonly chart: Chart;
  /** The time of the run that is shown. */
  readonly time: Micros | undefined;
  /** Id of the lab. */
  readonly name: string;
  readonly isAwake: boolean;
}

/** A chart under its title, with its numbers and its drawing to take away. */
export function ChartFigure({ chart, time, name, isAwake }: Props) {
  const figure = useRef<HTMLElement>(null);
  const [told, tell] = useState('');
  const copy = (): void => {
    navigator.clipboard.writeText(csvOf(chart)).then(
      () => tell('Copied'),
      () => tell('Not copied'),
    );
  };
  const save = (): void => {
    const svg = figure.current?.querySelector('svg');
    if (svg) saveSvg(svg, chart.title, `${name}-${slugOf(chart.title)}.svg`);
  };
  return (
    <figure ref={figure}>
      <figcaption>{chart.title}</figcaption>
      <ChartView chart={chart} now={chart.clock === undefined || time === undefined ? undefined : time / chart.clock} />
      <p class="take">
        <button
          type="button"
          class="quiet-button"
          disabled={!isAwake}
          onClick={copy}
          aria-label={`Copy CSV: ${chart.title}`}
        >
          Copy CSV
        </button>{' '}
        <button
          type="button"
          class="quiet-button"
          disabled={!isAwake}
          onClick={save}
          aria-label={`Save SVG: ${chart.title}`}
        >
          Save SVG
        </button>{' '}
        <span role="status">{told}</span>
      </p>
    </figure>
  );
}

/** A row for each point: which series, x and y, under the labels of the axes. */
const csvOf = ({ series, x, y }: Chart): string =>
  printCsv([
    ['series', x.label, y.label],
    ...series.flatMap(({ name, x: xs, y: ys }) =>
      xs.map((value, i) => [name, x.names?.[value] ?? String(value), String(ys[i])]),
    ),
  ]);

const slugOf = (title: string): string => title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
