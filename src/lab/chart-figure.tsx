import { useRef, useState } from 'preact/hooks';
import type { Micros } from '../kernel/time.ts';
import { ChartView } from './chart-view.tsx';
import type { Chart } from './lab.ts';

interface Props {
  readonly chart: Chart;
  /** The time of the run that is shown. */
  readonly time: Micros | undefined;
  /** Id of the lab. */
  readonly name: string;
  readonly isAwake: boolean;
}

/** Fetched when it is first asked for. */
const taking = () => import('./take-away.ts');

/** A chart under its title, with its numbers and its drawing to take away. */
export function ChartFigure({ chart, time, name, isAwake }: Props) {
  const figure = useRef<HTMLElement>(null);
  const [told, tell] = useState('');
  const copy = async (): Promise<void> => {
    // The text is promised and not awaited: Safari lets a page write only while the click lasts.
    const text = taking().then(({ csvOf }) => new Blob([csvOf(chart)], { type: 'text/plain' }));
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })]).then(
      () => tell('Copied'),
      () => tell('Not copied'),
    );
  };
  const save = async (): Promise<void> => {
    const { saveSvg } = await taking();
    const svg = figure.current?.querySelector('svg');
    if (svg) saveSvg(svg, chart.title, name);
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
