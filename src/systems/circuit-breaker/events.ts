import { type Micros, second } from '../../kernel/time.ts';
import type { State, Transition } from './breaker.ts';
import { type Census, censusAt } from './census.ts';
import { duration, type Outcome } from './model.ts';
import type { Script } from './script.ts';

/** What has happened, or that a second has gone by; with what the system is like then. */
export type Event = (
  | ({ readonly kind: 'transition' } & Transition)
  | { readonly kind: 'trouble' | 'relief' | 'second'; readonly time: Micros }
  | { readonly kind: 'burst'; readonly time: Micros; readonly calls: number }
) & {
  readonly state: State;
  /** The share of its speed at which the backend works. */
  readonly speed: number;
  readonly census: Census;
};

/** What happened and each second, up to the last change of the breaker; without any, to the end. */
export function eventsOf({ troubles, burst }: Script, outcome: Outcome): readonly Event[] {
  const { transitions } = outcome;
  const last = Math.max(transitions.at(-1)?.time ?? duration, troubles.at(-1)?.to ?? 0);
  const happened = [
    ...troubles.flatMap(({ from, to }) => [
      { kind: 'trouble', time: from } as const,
      { kind: 'relief', time: to } as const,
    ]),
    ...(burst.calls > 0 ? [{ kind: 'burst', ...burst } as const] : []),
    ...transitions.map((transition) => ({ kind: 'transition', ...transition }) as const),
    ...Array.from(
      { length: Math.floor(last / second) },
      (_, i) => ({ kind: 'second', time: (i + 1) * second }) as const,
    ),
  ].toSorted((a, b) => a.time - b.time);
  const census = censusAt(
    happened.map(({ time }) => time),
    outcome,
  );
  let state: State = 'closed';
  return happened.flatMap((event, i) => {
    if (event.kind === 'transition') state = event.to;
    const { speed } = troubles.find(({ from, to }) => from <= event.time && event.time < to) ?? { speed: 1 };
    const here = census[i];
    return here ? [{ ...event, state, speed, census: here }] : [];
  });
}
