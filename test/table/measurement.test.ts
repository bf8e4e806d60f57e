import { toString as textOf } from 'mdast-util-to-string';
import { describe, expect, test } from 'vitest';
import { describeMeasurement } from '../../src/table/describe-measurement.ts';
import { measuredLegend } from '../../src/table/measured-legend.ts';
import { numberProvenance } from '../../src/table/provenance.ts';
import type { Measurement, Table } from '../../src/table/table.ts';

const measurement = (more: Partial<Measurement> = {}): Measurement => ({
  lab: 'waiting',
  title: 'Waiting',
  address: '/queues/#lab-waiting',
  figure: 'Mean wait',
  unit: 'ms',
  settings: { Load: '70%', Server: 'Slow' },
  seeds: 30,
  mean: 10.02,
  halfWidth: 0.31,
  ...more,
});

const tableOf = (...measurements: readonly Measurement[]): Table => ({
  id: 'waits',
  title: 'Waits',
  question: 'Who waits?',
  chapter: 'queues',
  columns: ['Server', 'Wait'],
  rows: measurements.map((measured) => [
    { value: 'One', sources: [] },
    { value: 'x', sources: [], measured },
  ]),
  remarks: [],
});

test.each([
  ['a mean with its spread', {}, 'Mean wait; Load: 70%; Server: Slow; 30 seeds; mean 10.02 ms ± 0.31'],
  ['a value of every seed', { halfWidth: 0, settings: {} }, 'Mean wait; 30 seeds; 10.02 ms each time'],
  ['one seed', { seeds: 1, halfWidth: 0, settings: {} }, 'Mean wait; 1 seed; 10.02 ms each time'],
  ['no end', { mean: null, halfWidth: null, settings: {} }, 'Mean wait; 30 seeds; no finite mean'],
  ['no number', { mean: null, halfWidth: null, settings: {}, unstable: true }, 'Mean wait; 30 seeds; unstable'],
] as const)('a measurement in words: %s', (_, more, words) => {
  expect(describeMeasurement(measurement(more))).toBe(words);
});

describe('the legend of a measured table', () => {
  const lead = 'Measured by the lab Waiting: ';
  const rest = ', everything else as the lab begins; a value leads to the lab in its state.';
  const constant = measurement({ halfWidth: 0 });

  test.each([
    ['the spread', [measurement()], `${lead}mean of 30 seeds ± half the 95% interval${rest}`],
    ['no spread where there is none', [constant], `${lead}the same for 30 seeds${rest}`],
    ['one run', [measurement({ seeds: 1, halfWidth: 0 })], `${lead}one run${rest}`],
    [
      'what a cell without a spread means beside others',
      [measurement(), constant],
      `${lead}mean of 30 seeds ± half the 95% interval${rest} Where no spread stands, every seed gives the same.`,
    ],
    [
      'best, tie and unstable',
      [measurement({ best: true, tie: true }), measurement({ unstable: true, mean: null, halfWidth: null })],
      `${lead}mean of 30 seeds ± half the 95% interval${rest} The best of a column is bold. Tie: it and the best of its column differ by no more than chance. Unstable: more comes in than gets done, so the figure would only tell how long the run was.`,
    ],
  ] as const)('explains %s, and nothing that does not occur', (_, measurements, words) => {
    const legend = measuredLegend(tableOf(...measurements));
    expect(textOf({ type: 'paragraph', children: [...legend] })).toBe(words);
  });

  test('leads to the lab as it begins', () => {
    expect(measuredLegend(tableOf(measurement()))[1]).toMatchObject({ type: 'link', url: '/queues/#lab-waiting' });
  });

  test('is nothing where the table is cited', () => {
    expect(measuredLegend({ ...tableOf(), rows: [[{ value: 'One', sources: ['general'] }]] })).toEqual([]);
  });
});

test('measured cells are numbered each for itself, equal ones once, and the names of rows not at all', () => {
  const other = measurement({ figure: 'Longest wait' });
  const table = tableOf(measurement(), other, measurement());
  const { cells, numberOf } = numberProvenance(table, {});
  expect(cells.map(({ measured }) => measured)).toEqual([measurement(), other]);
  expect(table.rows.map((row) => row.map(numberOf))).toEqual([
    [0, 1],
    [0, 2],
    [0, 1],
  ]);
});
