import { type Micros, millisecond, second } from '../../kernel/time.ts';
import { type History, lastCall, type Operation } from './model.ts';
import { lostWrites, staleReads } from './verdict.ts';

/** The same requests as each mode answers them: what it leaves unanswered, and what it answers wrongly. */
export function comparison(histories: readonly History[], names: readonly string[]) {
  const bars = (name: string, of: (history: History) => number) => ({
    name,
    form: 'bar' as const,
    x: histories.map((_, i) => i),
    y: histories.map(of),
  });
  return {
    title: 'The same requests, answered in three ways',
    x: { label: 'Who answers', names },
    y: { label: 'Operations' },
    series: [
      bars('Not answered', ({ operations }) => operations.filter((operation) => !isAnswered(operation)).length),
      bars('Stale reads', ({ operations }) => staleReads(operations).length),
      bars('Acknowledged writes lost', (history) => lostWrites(history).length),
    ],
  };
}

/** What the shades of an operation say, from the lightest on. */
const ends = ['no call', 'answered', 'not answered', 'stale', 'in the proof'] as const;
/** How many clients there are; each calls one operation after the other. */
export const clientCount = 6;
/** Operations are drawn at least so long: most take less time than a pixel. */
const shortest: Micros = 300 * millisecond;

/** Every operation of every client, from its call on: how it ended, and whether it belongs to the proof. */
export function timeline(operations: readonly Operation[], stale: ReadonlySet<number>, proof: ReadonlySet<number>) {
  const levelOf = (operation: Operation): number =>
    proof.has(operation.id) ? 4 : stale.has(operation.id) ? 3 : isAnswered(operation) ? 1 : 2;
  const end = (lastCall + second) / second;
  return {
    title: 'How each operation ended',
    x: { label: 'Time of the call, s' },
    y: { label: 'Operation', names: ends },
    series: Array.from({ length: clientCount }, (_, client) => {
      const points = operations
        .filter((operation) => operation.client === client)
        .flatMap((operation) => [
          [operation.called, levelOf(operation)] as const,
          [Math.max(operation.outcome.at, operation.called + shortest), 0] as const,
        ]);
      return {
        name: `client ${client + 1}`,
        form: 'strip' as const,
        x: [0, ...points.map(([time]) => time / second), end],
        y: [0, ...points.map(([, level]) => level), 0],
      };
    }),
    clock: second,
  };
}

/** How long answers took, as each mode gives them. */
export const waits = (histories: readonly History[], names: readonly string[]) => ({
  title: 'Time to an answer',
  x: { label: 'Time, ms' },
  y: { label: 'Answers within it, %' },
  series: histories.map(({ operations }, i) => {
    const sorted = operations
      .filter(isAnswered)
      .map(waitOf)
      .toSorted((a, b) => a - b);
    return {
      name: names[i] ?? '',
      form: 'ecdf' as const,
      x: [0, ...sorted.map((wait) => wait / millisecond)],
      y: [0, ...sorted.map((_, rank) => (100 * (rank + 1)) / sorted.length)],
    };
  }),
});

/** Whether the client heard an answer. */
export const isAnswered = ({ outcome }: Operation): boolean => outcome.kind === 'answered';

/** From the call to the answer. */
export const waitOf = ({ called, outcome }: Operation): Micros => outcome.at - called;
