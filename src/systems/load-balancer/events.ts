import type { RequestEvent, ServerEvent, Standing, Watch } from './model.ts';

/** Something that happened, and the fleet after it. */
export type BalancerEvent = (ServerEvent | RequestEvent) & {
  readonly servers: readonly Pick<Standing, 'active' | 'eligible' | 'state' | 'draining'>[];
  /** Requests that failed or were refused until now. */
  readonly failed: number;
};

/** Events that are told from the beginning of a run; and from each thing that happens to a server. */
const atFirst = 240;
const ofEach = 60;

/** A watch of a run, and what it keeps: the beginning, which is shorter where more follows, and what happens to servers. */
export function recorder(hasIncident: boolean): { readonly events: readonly BalancerEvent[]; readonly watch: Watch } {
  const events: BalancerEvent[] = [];
  let wanted = hasIncident ? ofEach : atFirst;
  let failed = 0;
  const watch: Watch = (event, servers) => {
    if (!('request' in event)) wanted = ofEach;
    else if (event.kind === 'failed' || event.kind === 'refused') failed += 1;
    if (wanted-- <= 0) return;
    const now = servers.map(({ active, eligible, state, draining }) => ({ active, eligible, state, draining }));
    events.push({ ...event, servers: now, failed });
  };
  return { events, watch };
}
