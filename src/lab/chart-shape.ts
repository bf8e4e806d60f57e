import type { Chart, Series } from './lab.ts';
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
const stripHeight = 20;
const top = 24;
/** How wide a sign is on average at the size of the labels. */
const signWidth = 6.3;
const row = 18;
/** Points of a line; more would be closer than a pixel. */
const most = 240;
/** Shades of a strip, from nothing to full. */
const shades = 5;

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

const round = (value: number): number => Math.round(value * 2) / 2;

const extent = (values: readonly number[]): { readonly from: number; readonly to: number } => ({
  from: values.reduce((a, b) => Math.min(a, b), Infinity),
  to: values.reduce((a, b) => Math.max(a, b), -Infinity),
});

/** Round numbers, about so many, that cover a span; the last one is at or above its end. */
function ticksOf(from: number, to: number, about: number): readonly number[] {
  if (!Number.isFinite(from) || !Number.isFinite(to)) return [0, 1];
  // Values that hardly differ get an axis of one unit: steps of their size would have more digits than a number has.
  if (to - from <= 1e-9 * Math.max(1, Math.abs(to))) return ticksOf(Math.floor(from), Math.floor(from) + 1, about);
  const raw = (to - from) / about;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= raw) ?? raw;
  const first = Math.floor(from / step);
  const last = Math.max(first + 1, Math.ceil(to / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** The tick with as many digits as its neighbours need. */
function printTick(tick: number, ticks: readonly number[]): string {
  const digits = Math.max(...ticks.map((value) => (String(value).split('.')[1] ?? '').length));
  return printNumber(tick, Math.min(digits, 3));
}

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

/** At most `most` points: of each group of neighbours the lowest and the highest, in their order. */
function decimated({ x, y }: Series): readonly (readonly [number, number])[] {
  const points = x.map((value, i): readonly [number, number] => [value, y[i] ?? 0]);
  if (points.length <= most) return points;
  const size = Math.ceil((2 * points.length) / most);
  return Array.from({ length: Math.ceil(points.length / size) }, (_, i) =>
    points.slice(i * size, (i + 1) * size),
  ).flatMap((group) => {
    const low = group.reduce((a, b) => (b[1] < a[1] ? b : a));
    const high = group.reduce((a, b) => (b[1] > a[1] ? b : a));
    return low === high ? [low] : low[0] < high[0] ? [low, high] : [high, low];
  });
}

type Scale = (value: number) => number;

function lineOf(series: Series, x: Scale, y: Scale): string {
  const points = decimated(series).map(([a, b]) => [round(x(a)), round(y(b))] as const);
  return points
    .map(([a, b], i) => {
      if (i === 0) return `M${a} ${b}`;
      if (series.form === 'step') return b === points[i - 1]?.[1] ? '' : `H${a}V${b}`;
      return `L${a} ${b}`;
    })
    .join('')
    .concat(series.form === 'step' ? `H${points.at(-1)?.[0] ?? 0}` : '');
}

interface Bars {
  readonly x: Scale;
  readonly y: Scale;
  readonly band: number;
  /** How many series of bars share a place, and which this one is. */
  readonly of: number;
  readonly place: number;
}

function barsOf(series: Series, { x, y, band, of, place }: Bars): string {
  const group = Math.min(band * 0.76, 64);
  const thick = Math.max(1, round(group / of) - (of > 1 ? 1 : 0));
  return series.x
    .map((value, i) => {
      const height = round(y(0) - y(series.y[i] ?? 0));
      return height === 0
        ? ''
        : `M${round(x(value) - group / 2 + (place * group) / of)} ${y(0)}v${-height}h${thick}v${height}z`;
    })
    .join('');
}

interface Strip {
  readonly x: Scale;
  /** Where the last band ends. */
  readonly end: number;
  readonly top: number;
  /** The value of the full shade. */
  readonly most: number;
}

/** Neighbours of one shade are one band. */
function bandsOf({ x: xs, y: ys }: Series, { x, end, top: from, most: full }: Strip) {
  const shadeOf = (value: number): number => (full > 0 ? Math.ceil((value / full) * (shades - 1) - 1e-9) : 0);
  const bands: { shade: number; from: number; to: number }[] = [];
  for (const [i, value] of xs.entries()) {
    const shade = shadeOf(ys[i] ?? 0);
    const at = round(x(value));
    const last = bands.at(-1);
    if (last) last.to = at;
    if (last?.shade !== shade) bands.push({ shade, from: at, to: end });
    else last.to = end;
  }
  return bands
    .filter((band) => band.shade > 0 && band.to > band.from)
    .map((band) => ({
      shade: band.shade,
      path: `M${band.from} ${from + 3}H${band.to}v${stripHeight - 6}H${band.from}z`,
    }));
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
