import type { Micros } from '../../kernel/time.ts';
import type { Served } from './model.ts';

/** A request arrives, begins or leaves; and the queue after it. */
export interface QueueEvent {
  readonly time: Micros;
  readonly kind: 'arrives' | 'begins' | 'leaves';
  readonly request: number;
  readonly server: number;
  /** Requests that wait, in each line. */
  readonly waiting: readonly number[];
  /** The request at each server; −1 where it is idle. */
  readonly serving: readonly number[];
}

/** Requests before and after the one that waited longest. */
const before = 60;
const after = 30;

/** What happened while the longest wait of a run built up and went away, in the order of time. */
export function eventsOf(served: readonly Served[], servers: number, isShared: boolean): readonly QueueEvent[] {
  const worst = served.reduce((a, b) => (b.started - b.arrived > a.started - a.arrived ? b : a));
  const from = served[Math.max(0, worst.id - before)]?.arrived ?? 0;
  const until = (served[Math.min(worst.id + after, served.length - 1)]?.arrived ?? 0) + 1;
  const waiting = new Array<number>(isShared ? 1 : servers).fill(0);
  const serving = new Array<number>(servers).fill(-1);
  const wait = (server: number, by: number): void => {
    const line = isShared ? 0 : server;
    waiting[line] = (waiting[line] ?? 0) + by;
  };
  const steps: { readonly time: Micros; readonly kind: QueueEvent['kind']; readonly of: Served }[] = [];
  for (const of of served) {
    const { arrived, started, left, server, id } = of;
    if (arrived >= until) break;
    if (arrived < from && started >= from) wait(server, 1);
    if (started < from && left >= from) serving[server] = id;
    for (const [kind, time] of [
      ['arrives', arrived],
      ['begins', started],
      ['leaves', left],
    ] as const)
      if (time >= from && time < until) steps.push({ time, kind, of });
  }
  // Of one moment: in the order of arrival, so that who leaves a server does it before the next begins there.
  return steps
    .sort((a, b) => a.time - b.time)
    .map(({ time, kind, of: { id: request, server } }) => {
      if (kind !== 'leaves') wait(server, kind === 'arrives' ? 1 : -1);
      if (kind !== 'arrives') serving[server] = kind === 'begins' ? request : -1;
      return { time, kind, request, server, waiting: [...waiting], serving: [...serving] };
    });
}
