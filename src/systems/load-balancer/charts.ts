import { second } from '../../kernel/time.ts';
import type { Chart, Series } from '../../lab/lab.ts';
import type { Measured } from './figures.ts';
import { horizon } from './fleet.ts';
import type { Outcome } from './model.ts';

const points = 80;
/** Where the chart of response times ends, in seconds; the tail of a queue that grows would flatten all else. */
const longest = 3;

/** An algorithm with what it made of the requests. */
export interface Played extends Measured {
  readonly name: string;
  readonly outcome: Outcome;
}

/** All algorithms beside each other, and the requests at each server under the followed one. */
export function chartsOf(all: readonly Played[], followed: Played): readonly Chart[] {
  const lines = new Map(all.map(({ name, outcome }) => [name, linesOf(outcome)]));
  const time = { x: { label: 'Time, s' }, clock: second };
  return [
    {
      title: 'The longest line of a server',
      ...time,
      y: { label: 'Requests at the server' },
      series: [...lines].map(([name, own]): Series => {
        const y = seconds.map((_, i) => own.reduce((most, line) => Math.max(most, line[i] ?? 0), 0));
        return { name, form: 'line', x: seconds, y };
      }),
    },
    {
      title: `The line of each server, ${followed.name}`,
      ...time,
      y: { label: 'Requests at the server' },
      series: (lines.get(followed.name) ?? []).map((y, id) => ({
        name: `Server ${id + 1}`,
        form: 'strip',
        x: seconds,
        y,
      })),
    },
    {
      title: 'Load of each server',
      x: { label: 'Server' },
      y: { label: 'Work sent, % of what it can do' },
      series: all.map(({ name, outcome: { loads } }) => ({
        name,
        form: 'bar',
        x: loads.map((_, id) => id + 1),
        y: loads.map((load) => 100 * load),
      })),
    },
    {
      title: `Answered within ${longest} s`,
      x: { label: 'Response time, s' },
      y: { label: 'Answered by then, % of all requests' },
      series: all.map(({ name, times, figures: { arrived } }): Series => {
        const x = percents
          .map((percent) => (times[Math.ceil((percent * arrived) / 100) - 1] ?? Infinity) / second)
          .filter((time) => time <= longest);
        return { name, form: 'ecdf', x, y: percents.slice(0, x.length) };
      }),
    },
  ];
}

const percents = Array.from({ length: 100 }, (_, i) => i + 1);
const seconds = Array.from({ length: points + 1 }, (_, i) => (i * horizon) / points / second);

/** How many requests each server holds, at each of the points. */
function linesOf({ sent, loads }: Outcome): readonly (readonly number[])[] {
  const changes = loads.map(() => new Int32Array(points + 2));
  for (const { server = -1, arrived, ended, fate } of sent) {
    const change = changes[server];
    if (!change) continue;
    const [from, until] = [firstPoint(arrived), fate === 'inFlight' ? points + 1 : firstPoint(ended)];
    change[from] = (change[from] ?? 0) + 1;
    change[until] = (change[until] ?? 0) - 1;
  }
  return changes.map((change) => {
    let held = 0;
    return seconds.map((_, i) => {
      held += change[i] ?? 0;
      return held;
    });
  });
}

const firstPoint = (time: number): number => Math.ceil((time * points) / horizon);
