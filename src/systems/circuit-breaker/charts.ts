import { type Micros, second } from '../../kernel/time.ts';
import type { Chart, Series } from '../../lab/lab.ts';
import type { State } from './breaker.ts';
import { countsOf } from './figures.ts';
import { duration, type Outcome, queueLimit } from './model.ts';

const stateNames: readonly State[] = ['closed', 'half-open', 'open'];

/** The run with the breaker beside the run without, if there is one; then the states of the breaker, if it has left the first. */
export function chartsOf(guarded: Outcome, bare: Outcome | undefined): readonly Chart[] {
  const runs = bare
    ? [
        { name: 'With the breaker', outcome: guarded },
        { name: 'Without', outcome: bare },
      ]
    : [{ name: 'No breaker', outcome: guarded }];
  const chartOf = (title: string, label: string, form: 'step' | 'line', of: (outcome: Outcome) => Points): Chart => ({
    title,
    x: { label: 'Time, s' },
    y: { label },
    series: runs.map(({ name, outcome }) => ({ name, form, ...of(outcome) })),
    clock: second,
  });
  const { transitions } = guarded;
  const states: Chart = {
    title: 'State of the breaker',
    x: { label: 'Time, s' },
    y: { label: 'State', names: stateNames },
    series: [
      {
        name: 'Breaker',
        form: 'strip',
        x: [
          0,
          ...transitions.map(({ time }) => time / second),
          Math.max(duration, transitions.at(-1)?.time ?? 0) / second,
        ],
        y: (['closed', ...transitions.map(({ to }) => to), transitions.at(-1)?.to ?? 'closed'] as const).map((state) =>
          stateNames.indexOf(state),
        ),
      },
    ],
    clock: second,
  };
  return [
    chartOf('Calls answered', 'Answers each second', 'step', ({ calls }) =>
      aSecond(calls.filter(({ result }) => result === 'answered').map(({ ended }) => ended)),
    ),
    ...(transitions.length > 0 ? [states] : []),
    chartOf('What the backend gets', 'Requests each second', 'step', ({ requests }) =>
      aSecond(requests.map(({ sent }) => sent)),
    ),
    chartOf(`Requests waiting at the backend, at most ${queueLimit}`, 'Requests', 'line', ({ waiting }) => {
      // Every half second, of samples ten a second.
      const y = [0, ...waiting.filter((_, i) => i % 5 === 4)];
      return { x: y.map((_, i) => i / 2), y };
    }),
  ];
}

type Points = Pick<Series, 'x' | 'y'>;

/** How many fall into each second of the run. */
function aSecond(moments: readonly Micros[]): Points {
  const counts = countsOf(moments, second);
  const seconds = duration / second;
  const x = Array.from({ length: seconds + 1 }, (_, i) => i);
  return { x, y: x.map((i) => counts[Math.min(i, seconds - 1)] ?? 0) };
}
