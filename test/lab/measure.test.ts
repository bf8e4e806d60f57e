import { beforeEach, describe, expect, test } from 'vitest';
import type { Controls, Lab } from '../../src/lab/lab.ts';
import { measure } from '../../src/lab/measure.ts';
import type { MeasuredTable } from '../../src/lab/measured-table.ts';
import { cellText } from '../../src/table/cell-text.ts';
import type { Cell } from '../../src/table/table.ts';

const controls = {
  server: {
    kind: 'choice',
    label: 'Server',
    options: { steady: 'Steady', lucky: 'Depends on luck', slow: 'Slow', full: 'Full', dead: 'Dead', odd: 'Odd' },
    initial: 'steady',
  },
  load: { kind: 'range', label: 'Load', unit: '%', min: 0, max: 100, step: 10, initial: 50 },
  warm: { kind: 'switch', label: 'Warm', initial: false },
} as const satisfies Controls;

let runs = 0;

/** What a request waits, in ms, at each server: figures small enough to be worked out by hand. */
const waits = {
  steady: () => 10,
  lucky: (seed: number) => 8 + (seed % 2) * 4,
  slow: (seed: number) => 1020 + (seed % 2) * 4,
  full: (seed: number) => seed * 100,
  dead: () => Infinity,
  odd: (seed: number) => (seed === 2 ? Infinity : 5),
} as const;

type Waiting = Lab<typeof controls, { readonly time: number }, 'wait' | 'load'>;

const lab: Waiting = {
  id: 'waiting',
  title: 'Waiting',
  question: 'How long?',
  prediction: { question: '', scenario: '', options: {}, answer: () => '' },
  controls,
  figures: {
    wait: { label: 'Mean wait', unit: 'ms', digits: 1, infinite: 'for ever' },
    load: { label: 'Load', unit: '%', digits: 0 },
  },
  scenarios: [],
  run({ server, load }, seed) {
    runs += 1;
    return {
      events: [],
      charts: [],
      figures: { wait: waits[server](seed), load: server === 'full' ? 100 + load : load },
    };
  },
  finding: () => '',
  describe: () => '',
};

type Table = MeasuredTable<Waiting>;

const table = (more: Partial<Table> = {}): Table => ({
  id: 'waiting-measured',
  title: 'Waits',
  question: 'Who waits?',
  chapter: 'queues',
  lab,
  rowsName: 'Server',
  rows: [{ name: 'Steady' }],
  columns: [{ name: 'Wait', figure: 'wait' }],
  seeds: 4,
  isUnstable: ({ load }) => load >= 100,
  ...more,
});

type Server = keyof typeof waits;

/** The cells of a column that reads the wait of these servers. */
function waitsOf(servers: readonly Server[], more: Partial<Table['columns'][number]> = {}, seeds = 4): readonly Cell[] {
  const { rows } = measure(
    table({
      rows: servers.map((server) => ({ name: server, settings: { server } })),
      columns: [{ name: 'Wait', figure: 'wait', ...more }],
      seeds,
    }),
  );
  return rows.flatMap(([, cell]) => cell ?? []);
}

const textsOf = (cells: readonly Cell[]): readonly string[] => cells.map(({ value }) => cellText(value));

beforeEach(() => {
  runs = 0;
});

describe('a cell says', () => {
  test('the mean and half its interval of 95%, linked to the lab in that state', () => {
    // 12, 8, 12, 8: mean 10, standard error 2.3094 / 2, times 3.182.
    const [cell] = waitsOf(['lucky'], { settings: { load: 70, warm: true } });
    expect(cell?.value).toBe(
      '[10.0 ms ± 3.7](/queues/?waiting.server=lucky&waiting.load=70&waiting.warm=true#lab-waiting)',
    );
    expect(cell?.measured).toEqual({
      lab: 'waiting',
      title: 'Waiting',
      address: '/queues/?waiting.server=lucky&waiting.load=70&waiting.warm=true#lab-waiting',
      figure: 'Mean wait',
      unit: 'ms',
      settings: { Server: 'Depends on luck', Load: '70%', Warm: 'on' },
      seeds: 4,
      mean: 10,
      halfWidth: 3.674,
    });
  });

  test('no spread where every seed gives the same', () => {
    const [cell] = waitsOf(['steady']);
    expect(cell?.value).toBe('[10.0 ms](/queues/#lab-waiting)');
    expect(cell?.measured).toMatchObject({ mean: 10, halfWidth: 0, settings: { Server: 'Steady' } });
  });

  test('how small a spread is that its digits would not show', () => {
    const [, cell] =
      measure(
        table({
          rows: [{ name: 'Slow', settings: { server: 'slow' } }],
          lab: { ...lab, figures: { ...lab.figures, wait: { label: 'Wait', unit: 'min', digits: 0 } } },
          seeds: 4000,
        }),
      ).rows[0] ?? [];
    expect(cell && cellText(cell.value)).toBe('1,022 min ± <1');
  });

  test('the words of the figure where the mean is infinite, be it for one seed', () => {
    const cells = waitsOf(['dead', 'odd']);
    expect(textsOf(cells)).toEqual(['for ever', 'for ever']);
    expect(cells.map(({ measured }) => [measured?.mean, measured?.halfWidth])).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  test('unstable where a seed is, and no number', () => {
    const [cell] = waitsOf(['full']);
    expect(cell?.value).toBe('[unstable](/queues/?waiting.server=full#lab-waiting)');
    expect(cell?.measured).toMatchObject({ mean: null, halfWidth: null, unstable: true });
  });
});

describe('the best of a column', () => {
  test('is strong, whichever end is best', () => {
    expect(waitsOf(['slow', 'steady'], { best: 'lowest' }).map(({ value }) => value.startsWith('**['))).toEqual([
      false,
      true,
    ]);
    expect(waitsOf(['slow', 'steady'], { best: 'highest' }).map(({ measured }) => measured?.best)).toEqual([
      true,
      undefined,
    ]);
  });

  test('says tie, as does what differs from it by chance alone', () => {
    const cells = waitsOf(['lucky', 'slow', 'steady'], { best: 'lowest' });
    expect(textsOf(cells)).toEqual(['10.0 ms ± 3.7 tie', '1,022.0 ms ± 3.7', '10.0 ms tie']);
    expect(cells.map(({ measured }) => measured?.tie)).toEqual([true, undefined, true]);
  });

  test('is told from what is always behind it by as much, however far both spread', () => {
    // Both swing by 4 ms with the same seeds: the difference is 1012 ms each time.
    expect(textsOf(waitsOf(['slow', 'lucky'], { best: 'lowest' }))).toEqual(['1,022.0 ms ± 3.7', '10.0 ms ± 3.7']);
  });

  test('is told by one seed, where nothing is left to chance', () => {
    expect(textsOf(waitsOf(['steady', 'slow'], { best: 'lowest' }, 1))).toEqual(['10.0 ms', '1,024.0 ms']);
    expect(textsOf(waitsOf(['steady', 'steady'], { best: 'lowest' }, 1))).toEqual(['10.0 ms tie', '10.0 ms tie']);
  });

  test('is never unstable, ties with nothing unstable, and beats what is infinite', () => {
    const cells = waitsOf(['full', 'dead', 'steady'], { best: 'lowest' });
    expect(textsOf(cells)).toEqual(['unstable', 'for ever', '10.0 ms']);
    expect(cells.map(({ measured }) => measured?.best)).toEqual([undefined, undefined, true]);
    expect(textsOf(waitsOf(['full'], { best: 'highest' }))).toEqual(['unstable']);
    expect(textsOf(waitsOf(['dead', 'dead'], { best: 'highest' }))).toEqual(['for ever tie', 'for ever tie']);
  });

  test('is nothing where no end is best', () => {
    expect(waitsOf(['steady', 'slow']).some(({ measured }) => measured?.best || measured?.tie)).toBe(false);
  });
});

test('runs that share settings are made once, whatever sets them and whichever figure is read', () => {
  const columns = [
    { name: 'Wait', figure: 'wait' },
    { name: 'Load', figure: 'load' },
    { name: 'Wait at 70%', figure: 'wait', settings: { load: 70 } },
  ] as const;
  const rows = [{ name: 'As it begins' }, { name: 'Steady', settings: { server: 'steady', load: 50 } }] as const;
  measure(table({ rows, columns, seeds: 5 }));
  expect(runs).toBe(2 * 5);
});

test('a column sets what its row sets too, and reads its own figure', () => {
  const rows = [{ name: 'Slow', settings: { server: 'slow', load: 20 }, figure: 'wait' }] as const;
  const columns = [{ name: 'Wait' }, { name: 'Load', figure: 'load', settings: { load: 70 } }] as const;
  expect(measure(table({ rows, columns })).rows.map(textsOf)).toEqual([['Slow', '1,022.0 ms ± 3.7', '70%']]);
});

test('the table has its rows named in the first column, which rests on nothing', () => {
  const made = measure(table({ verdict: 'Wait.', remarks: ['By hand.'] }));
  expect(made).toMatchObject({
    id: 'waiting-measured',
    verdict: 'Wait.',
    chapter: 'queues',
    columns: ['Server', 'Wait'],
    remarks: ['By hand.'],
  });
  expect(made.rows[0]?.[0]).toEqual({ value: 'Steady', sources: [] });
  expect(JSON.parse(JSON.stringify(made))).toEqual(made);
});

test('a cell without a figure is a mistake of the table, told by name', () => {
  expect(() => measure(table({ columns: [{ name: 'Wait' }] }))).toThrow(
    'Unexpected figure `` in row Steady, column Wait of table waiting-measured, expected one of wait, load.',
  );
});
