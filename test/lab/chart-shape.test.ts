import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shapeOf } from '../../src/lab/chart-shape.ts';
import type { Chart, Series } from '../../src/lab/lab.ts';

const chartOf = (...series: Series[]): Chart => ({ title: 't', x: { label: 'x' }, y: { label: 'y' }, series });
const line = (x: number[], y: number[]): Series => ({ name: 'a', form: 'line', x, y });
/** Every number of the paths of a shape. */
const numbers = (path: string): readonly number[] => (path.match(/-?[\d.]+/g) ?? []).map(Number);

test('every point of a line stands within the plot, and the ticks cover it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -1e6, max: 1e6 }), fc.double({ min: 0, max: 1e7, noNaN: true })), {
        minLength: 1,
        maxLength: 700,
        size: 'max',
      }),
      (points) => {
        const sorted = points.toSorted(([a], [b]) => a - b);
        const { marks, plot, up, across } = shapeOf(
          chartOf(
            line(
              sorted.map(([x]) => x),
              sorted.map(([, y]) => y),
            ),
          ),
        );
        const [mark] = marks;
        if (mark?.kind !== 'line') throw new Error('Expected a line.');
        const all = numbers(mark.path);
        expect(
          all.every((value, i) =>
            i % 2 === 0 ? value >= plot.left && value <= plot.right : value >= plot.top && value <= plot.bottom,
          ),
        ).toBe(true);
        expect(all.length).toBeLessThanOrEqual(2 * 250);
        expect(up.length).toBeGreaterThanOrEqual(2);
        expect(up.length).toBeLessThanOrEqual(8);
        for (const { at } of across) expect(at >= plot.left - 0.5 && at <= plot.right + 0.5).toBe(true);
      },
    ),
    { numRuns: 1000 },
  );
});

test('thinning keeps the lowest and the highest point', () => {
  const x = Array.from({ length: 1000 }, (_, i) => i);
  const y = x.map((i) => (i === 503 ? 90 : i === 777 ? 0 : 50));
  const { marks, plot } = shapeOf(chartOf(line(x, y)));
  const heights = numbers(marks[0]?.kind === 'line' ? marks[0].path : '').filter((_, i) => i % 2 === 1);
  expect(Math.min(...heights)).toBeLessThan(plot.bottom - 100);
  expect(Math.max(...heights)).toBe(plot.bottom);
});

test('bars stand on nought, side by side, at named places', () => {
  const bar = (name: string, y: number[]): Series => ({ name, form: 'bar', x: [0, 1], y });
  const shape = shapeOf({ ...chartOf(bar('a', [1, 2]), bar('b', [0, 4])), x: { label: 'x', names: ['one', 'two'] } });
  expect(shape.across.map(({ text }) => text)).toEqual(['one', 'two']);
  expect(shape.legend.map(({ text, look }) => [text, look])).toEqual([
    ['a', 'bars'],
    ['b', 'bars'],
  ]);
  const [a, b] = shape.marks;
  expect(a?.kind === 'bars' && a.path.match(/M/g)).toHaveLength(2);
  // A bar of no height is none.
  expect(b?.kind === 'bars' && b.path.match(/M/g)).toHaveLength(1);
});

test('a strip is darker where there is more, and one band where neighbours are alike', () => {
  const strip: Series = { name: 's', form: 'strip', x: [0, 1, 2, 3, 4], y: [0, 2, 2, 1, 1] };
  const [mark] = shapeOf({ ...chartOf(strip), y: { label: 'State', names: ['closed', 'half-open', 'open'] } }).marks;
  expect(mark?.kind === 'strip' && mark.bands.map(({ shade }) => shade)).toEqual([4, 2]);
});

test('the names of shades are those of the values', () => {
  const strip: Series = { name: 's', form: 'strip', x: [0, 1], y: [0, 2] };
  const { legend } = shapeOf({ ...chartOf(strip), y: { label: 'State', names: ['closed', 'half-open', 'open'] } });
  expect(legend.map(({ text, of }) => [text, of])).toEqual([
    ['closed', 0],
    ['half-open', 2],
    ['open', 4],
  ]);
});

test.each([[[]], [[0]], [[0, 0, 0]]])('a chart of %j is drawn', (y) => {
  const shape = shapeOf(
    chartOf(
      line(
        y.map((_, i) => i),
        y,
      ),
    ),
  );
  expect(JSON.stringify(shape)).not.toMatch(/null|NaN/);
});
