import { bandsOf, barsOf, lineOf, round, shades, stripHeight } from './chart-marks.ts';
import { printTick, ticksOf } from './chart-ticks.ts';
import type { Chart } from './lab.ts';
import { printNumber } from './print-figure.ts';

/** A mark on an axis: where it stands in the drawing and what it says. */
interface Tick {
  readonly at: number;
  readonly text: string;
}

/** What a series looks like: a path to be stroked, or areas to be filled, each with its shade where shades say how much. */
type Mark =
  | { readonly kind: 'line'; readonly path: string }
  | { readonly kind: 'bars'; readonly path: string }
  | { readonly kind: 'strip'; readonly bands: readonly { readonly shade: number; readonly path: string }[] };

/** A chart worked out in the units of its drawing, of which one is a pixel where it has its natural width. */
export interface ChartShape {
  readonly width: number;
  readonly height: number;
  readonly plot: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
  readonly across: readonly Tick[];
  readonly up: readonly Tick[];
  readonly marks: readonly Mark[];
  readonly legend: readonly {
    readonly x: number;
    readonly y: number;
    readonly text: string;
    readonly look: 'line' | 'bars' | 'shade';
    /** Which series, or which shade. */
    readonly of: number;
  }[];
  /** Where a value of the x axis stands; nothing where it lies outside. */
  place(value: number): number | undefined;
}

const width = 340;
const plotHeight = 150;
const top = 24;
/** How wide a sign is on average at the size of the labels. */
const signWidth = 6.3;
const row = 18;

/** Works out where everything in a chart stands. */
export function shapeOf(chart: Chart): ChartShape {
  const isStrip = chart.series.some(({ form }) => form === 'strip');
  const isBars = chart.series.some(({ form }) => form === 'bar');
  const ys = extent(chart.series.flatMap(({ y }) => y));
  const yTicks = isStrip ? [] : ticksOf(Math.min(0, ys.from), ys.to, 4);
  const domain = { from: yTicks[0] ?? 0, to: yTicks.at(-1) ?? 1 };
  const names = isStrip ? chart.series.map(({ name }) => name) : yTicks.map((tick) => printTick(tick, yTicks));
  const left = Math.ceil(8 + signWidth * Math.max(...names.map(({ length }) => length)));
  const bottom = top + (isStrip ? stripHeight * chart.series.length : plotHeight);
  const plot = { left, right: width - 8, top, bottom };
  const places = isBars ? [...new Set(chart.series.flatMap(({ x }) => x))].toSorted((a, b) => a - b) : [];
  const xs = extent(chart.series.flatMap(({ x }) => x));
  const span = plot.right - plot.left;
  const band = span / Math.max(1, places.length);
  const x = isBars
    ? (value: number): number => plot.left + (places.indexOf(value) + 0.5) * band
    : (value: number): number => plot.left + ((value - xs.from) / (xs.to - xs.from || 1)) * span;
  const y = (value: number): number =>
    plot.bottom - ((value - domain.from) / (domain.to - domain.from)) * (plot.bottom - plot.top);
  const xTicks = isBars ? places : ticksOf(xs.from, xs.to, 5).filter((tick) => tick >= xs.from && tick <= xs.to);
  const bars = chart.series.filter(({ form }) => form === 'bar');
  return {
    width,
    plot,
    across: spaced(
      xTicks.map((tick) => ({ at: round(x(tick)), text: chart.x.names?.[tick] ?? printTick(tick, xTicks) })),
      plot,
    ),
    up: isStrip
      ? names.map((text, i) => ({ at: top + (i + 0.5) * stripHeight, text }))
      : yTicks.map((tick, i) => ({ at: round(y(tick)), text: names[i] ?? '' })),
    marks: chart.series.map((series, i): Mark => {
      switch (series.form) {
        case 'bar':
          return { kind: 'bars', path: barsOf(series, { x, y, band, of: bars.length, place: bars.indexOf(series) }) };
        case 'strip':
          return {
            kind: 'strip',
            bands: bandsOf(series, { x, end: plot.right, top: top + i * stripHeight, most: ys.to }),
          };
        default:
          return { kind: 'line', path: lineOf(series, x, y) };
      }
    }),
    ...legendOf(chart, isStrip, bottom + 40, ys.to),
    place: (value) => (value >= xs.from && value <= xs.to && !isBars ? round(x(value)) : undefined),
  };
}

const extent = (values: readonly number[]): { readonly from: number; readonly to: number } => ({
  from: values.reduce((a, b) => Math.min(a, b), Infinity),
  to: values.reduce((a, b) => Math.max(a, b), -Infinity),
});

/** Leaves out labels that would touch the one before; each stays within the drawing. */
function spaced(ticks: readonly Tick[], plot: ChartShape['plot']): readonly Tick[] {
  let free = -Infinity;
  return ticks.filter(({ at, text }) => {
    const half = (text.length * signWidth) / 2;
    if (at - half < free || at - half < 0 || at + half > plot.right + 8) return false;
    free = at + half + 4;
    return true;
  });
}

/** The legend, in lines below the chart; a single series needs none, since the title says it. */
function legendOf(
  { series, y }: Chart,
  isStrip: boolean,
  from: number,
  full: number,
): Pick<ChartShape, 'legend' | 'height'> {
  const entries = isStrip
    ? Array.from({ length: shades }, (_, of) => ({
        text:
          y.names?.[(of * full) / (shades - 1)] ??
          (y.names ? '' : printNumber((of * full) / (shades - 1), full < 8 ? 1 : 0)),
        look: 'shade' as const,
        of,
      })).filter(({ text }) => text !== '')
    : series.map(({ name, form }, of) => ({
        text: name,
        look: form === 'bar' ? ('bars' as const) : ('line' as const),
        of,
      }));
  if (entries.length < 2) return { legend: [], height: from };
  let x = 0;
  let line = 0;
  const legend = entries.map((entry) => {
    const wide = 30 + signWidth * entry.text.length + 12;
    if (x > 0 && x + wide - 12 > width) {
      x = 0;
      line += 1;
    }
    const place = { ...entry, x, y: from + 14 + line * row };
    x += wide;
    return place;
  });
  return { legend, height: from + 14 + line * row + 8 };
}
