import type { Series } from './lab.ts';

/** Points of a line; more would be closer than a pixel. */
const most = 240;
/** How high a strip is with the space around it. */
export const stripHeight = 20;
/** Shades of a strip, from nothing to full. */
export const shades = 5;

/** To half a pixel, which keeps paths short. */
export const round = (value: number): number => Math.round(value * 2) / 2;

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

/** A line, or the outline of steps. */
export function lineOf(series: Series, x: Scale, y: Scale): string {
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

/** Bars that stand on nought; those of several series stand side by side. */
export function barsOf(series: Series, { x, y, band, of, place }: Bars): string {
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

/** The bands of a strip; neighbours of one shade are one band. */
export function bandsOf({ x: xs, y: ys }: Series, { x, end, top: from, most: full }: Strip) {
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
