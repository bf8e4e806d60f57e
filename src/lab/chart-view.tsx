import { type ChartShape, shapeOf } from './chart-shape.ts';
import type { Chart } from './lab.ts';
import { printNumber } from './print-figure.ts';

/** A chart as SVG; the same on the server and in the browser. */
export function ChartView({ chart, now }: { readonly chart: Chart; readonly now?: number | undefined }) {
  const shape = shapeOf(chart);
  const { width, height, plot, across, up, marks, legend } = shape;
  const at = now === undefined ? undefined : shape.place(now);
  return (
    <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={inWords(chart)}>
      <text class="tick" x="0" y="12">
        {chart.y.label}
      </text>
      {up.map((tick) => (
        <>
          {marks[0]?.kind !== 'strip' && <path class="grid" d={`M${plot.left} ${tick.at}H${plot.right}`} />}
          <text class="tick end" x={plot.left - 6} y={tick.at + 4}>
            {tick.text}
          </text>
        </>
      ))}
      {across.map((tick) => (
        <text class="tick middle" x={tick.at} y={plot.bottom + 16}>
          {tick.text}
        </text>
      ))}
      <text class="tick middle" x={(plot.left + plot.right) / 2} y={plot.bottom + 34}>
        {chart.x.label}
      </text>
      {marks.map((mark, i) => {
        if (mark.kind === 'line') return <path class={`line line-${i}`} d={mark.path} />;
        if (mark.kind === 'bars') return <path class={`fill-${i}`} d={mark.path} />;
        return mark.bands.map(({ shade, path }) => <path class={`shade-${shade}`} d={path} />);
      })}
      {at !== undefined && <path class="now" d={`M${at} ${plot.top}V${plot.bottom}`} />}
      <Legend entries={legend} />
    </svg>
  );
}

function Legend({ entries }: { readonly entries: ChartShape['legend'] }) {
  return entries.map(({ x, y, text, look, of }) => (
    <>
      {look === 'line' ? (
        <path class={`line line-${of}`} d={`M${x} ${y - 4}h24`} />
      ) : (
        <path class={look === 'bars' ? `fill-${of}` : `shade-${of}`} d={`M${x} ${y - 10}h24v11h-24z`} />
      )}
      <text class="legend" x={x + 30} y={y}>
        {text}
      </text>
    </>
  ));
}

/** The chart for those who hear it: what it shows, and where each series begins, ends and lies. */
function inWords({ title, x, y, series }: Chart): string {
  const parts = series.map(({ name, y: values }) => {
    const [first, last] = [values[0], values.at(-1)];
    if (first === undefined || last === undefined) return `${name}: nothing`;
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return `${name} from ${brief(first)} to ${brief(last)}, between ${brief(low)} and ${brief(high)}`;
  });
  return `${title}: ${y.label} by ${x.label}. ${parts.join('; ')}.`;
}

const brief = (value: number): string => printNumber(value, Number.isInteger(value) ? 0 : 1);
