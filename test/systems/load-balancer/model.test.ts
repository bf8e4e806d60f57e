import fc from 'fast-check';
import { expect, test } from 'vitest';
import { random } from '../../../src/kernel/random.ts';
import { second } from '../../../src/kernel/time.ts';
import {
  balance,
  type ClientRequest,
  type Incident,
  type Outcome,
  type Setup,
} from '../../../src/systems/load-balancer/model.ts';
import { type Algorithm, policies } from '../../../src/systems/load-balancer/policies.ts';
import { quiet, workload } from './quiet-fleet.ts';

const algorithms = Object.keys(policies) as Algorithm[];
const horizon = 60 * second;

const anySetup = fc.integer({ min: 1, max: 5 }).chain(
  (servers): fc.Arbitrary<Setup> =>
    fc.record({
      algorithm: fc.constantFrom(...algorithms),
      servers: fc.array(
        fc.record({ speed: fc.constantFrom(0.25, 0.5, 1, 3), weight: fc.integer({ min: 1, max: 5 }) }),
        { minLength: servers, maxLength: servers },
      ),
      checkInterval: fc.integer({ min: 1, max: 8 }).map((seconds) => seconds * second),
      thresholds: fc.record({ unhealthy: fc.integer({ min: 1, max: 4 }), healthy: fc.integer({ min: 1, max: 3 }) }),
      slowStart: fc.constantFrom(0, 5 * second, 20 * second),
      sticky: fc.boolean(),
      incidents: fc.array(
        fc
          .record({
            kind: fc.constantFrom<Incident['kind']>('crash', 'pause', 'drain'),
            server: fc.nat(servers - 1),
            from: fc.nat(horizon),
            length: fc.nat(40 * second),
          })
          .map(({ length, ...incident }) => ({ ...incident, until: incident.from + length })),
        { maxLength: 4 },
      ),
      horizon: fc.constant(horizon),
    }),
);
const anyRequests = fc
  .array(fc.record({ gap: fc.nat(2 * second), demand: fc.nat(3 * second), client: fc.nat(9) }), {
    maxLength: 80,
    size: 'max',
  })
  .map((steps): readonly ClientRequest[] => {
    let arrived = 0;
    return steps
      .map(({ gap, demand, client }, id) => {
        arrived += gap;
        return { id, arrived, demand, client };
      })
      .filter((request) => request.arrived < horizon);
  });

/** A claim on every run there may be. */
const property = (
  claim: (outcome: Outcome, requests: readonly ClientRequest[], setup: Setup) => void,
  numRuns = 2000,
): void => {
  fc.assert(
    fc.property(anyRequests, anySetup, fc.nat(), (requests, setup, seed) => {
      claim(balance(requests, setup, random(seed)), requests, setup);
    }),
    { numRuns },
  );
};

const freeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
};

/** From when until when the balancer keeps requests away from a server. */
function spansOut({ events }: Outcome, server: number): readonly (readonly [number, number])[] {
  const own = events.filter((event) => event.server === server);
  return own.flatMap(({ kind, time }, i) => {
    if (kind === 'drains') return [[time, Infinity] as const];
    if (kind !== 'is taken out') return [];
    return [[time, own.slice(i).find((later) => later.kind === 'returns')?.time ?? Infinity] as const];
  });
}

test('every request that arrived is done, in flight, failed or refused, once', () => {
  property(({ sent }, requests, { horizon: end }) => {
    expect(sent.map(({ id, arrived, demand, client }) => ({ id, arrived, demand, client }))).toEqual(requests);
    for (const { fate, server, arrived, ended } of sent) {
      expect(fate === 'refused').toBe(server === undefined);
      expect(ended).toBeGreaterThanOrEqual(arrived);
      if (fate === 'inFlight') expect(ended).toBe(end);
      else expect(ended).toBeLessThan(end);
    }
  });
});

test('what a server answered it worked on for its demand, one at a time and in order', () => {
  property(({ sent }, _, { servers, incidents }) => {
    for (const [id, { speed }] of servers.entries()) {
      if (incidents.some(({ server, kind }) => server === id && kind !== 'drain')) continue;
      let free = 0;
      for (const { server, fate, arrived, demand, ended } of sent) {
        if (server !== id || fate !== 'done') continue;
        free = Math.max(free, arrived) + Math.round(demand / speed);
        expect(ended).toBe(free);
      }
    }
  });
});

test('no request goes to a server that was taken out or drains', () => {
  property((outcome, _, { servers }) => {
    for (const id of servers.keys())
      for (const [from, until] of spansOut(outcome, id))
        for (const { server, arrived } of outcome.sent)
          if (server === id) expect(arrived <= from || arrived >= until).toBe(true);
  });
});

test('no request is refused while a server is in', () => {
  property((outcome, _, { servers }) => {
    for (const { fate, arrived } of outcome.sent)
      if (fate === 'refused')
        for (const id of servers.keys())
          expect(spansOut(outcome, id).some(([from, until]) => from <= arrived && arrived <= until)).toBe(true);
  });
});

test('a server that is down is out within (threshold + 1) × interval, and not before as many checks have failed', () => {
  property(({ events }, _, { servers, checkInterval, thresholds, horizon: end }) => {
    for (const id of servers.keys()) {
      const own = events.filter(({ server }) => server === id);
      if (own.some(({ kind }) => kind === 'drains')) continue;
      for (const [i, { kind, time }] of own.entries()) {
        if (kind !== 'crashes' && kind !== 'stands still') continue;
        const wasOut = own.slice(0, i).findLast((event) => event.kind === 'is taken out' || event.kind === 'returns');
        if (wasOut?.kind === 'is taken out') continue;
        const back = own.slice(i).find((event) => event.kind === 'is back')?.time ?? end;
        const out = own.slice(i).find((event) => event.kind === 'is taken out');
        const latest = time + (thresholds.unhealthy + 1) * checkInterval;
        if (back > latest && latest < end) expect(out?.time ?? Infinity).toBeLessThanOrEqual(latest);
        // Failures of an earlier outage are forgotten only by a check that passed.
        const fresh = i === 0;
        if (out && fresh) expect(out.time - time).toBeGreaterThanOrEqual((thresholds.unhealthy - 1) * checkInterval);
      }
    }
  });
});

test('a server that crashes loses what it holds at that moment', () => {
  property(({ sent, events }) => {
    for (const { kind, server: id, time } of events)
      if (kind === 'crashes')
        for (const { server, arrived, ended, fate } of sent)
          if (server === id && arrived < time && ended >= time) expect([fate, ended]).toEqual(['failed', time]);
  });
});

test('a server that is drained while it is out does not come in again', () => {
  const incidents = [
    { kind: 'crash', server: 0, from: 2 * second, until: 20 * second },
    { kind: 'drain', server: 0, from: 10 * second, until: 50 * second },
  ] as const;
  const setup = { ...quiet([1, 1], 'roundRobin', horizon), checkInterval: second, incidents };
  const { sent, events } = balance(workload(1, 5000, 10_000, 2000), setup, random(1));
  expect(events.map(({ kind }) => kind)).toEqual([
    'crashes',
    'is taken out',
    'drains',
    'is back',
    'returns',
    'has left',
  ]);
  expect(sent.filter(({ server, arrived }) => server === 0 && arrived > 10 * second)).toEqual([]);
});

test('a sticky client stays on its server while that one is in', () => {
  property((outcome, _, setup) => {
    if (!setup.sticky) return;
    const home = new Map<number, number>();
    for (const { client, server, arrived, ended, fate } of outcome.sent) {
      const known = home.get(client);
      if (known !== undefined && server !== known)
        expect(spansOut(outcome, known).some(([from, until]) => from <= arrived && arrived <= until)).toBe(true);
      // Whose first request is turned away by a dead server has no session there.
      const isTaken = fate !== 'failed' || ended > arrived;
      if (server !== undefined && isTaken) home.set(client, server);
    }
  });
});

test('a session is lost with the server that holds it, or when its client is led to another one', () => {
  property((outcome, _, setup) => {
    // What happens to a server at the moment of an arrival comes first.
    const steps = [
      ...outcome.events.filter(({ kind }) => kind === 'crashes' || kind === 'has left'),
      ...outcome.sent.map((request) => ({ ...request, time: request.arrived })),
    ].sort((a, b) => a.time - b.time);
    const sessions = new Map<number, number>();
    let lost = 0;
    for (const step of steps) {
      if ('kind' in step) {
        for (const [client, server] of sessions)
          if (server === step.server) {
            sessions.delete(client);
            lost += 1;
          }
      } else if (step.server !== undefined && (step.fate !== 'failed' || step.ended > step.arrived)) {
        if ((sessions.get(step.client) ?? step.server) !== step.server) lost += 1;
        sessions.set(step.client, step.server);
      }
    }
    expect(outcome.sessionsLost).toBe(setup.sticky ? lost : 0);
  });
});

test('a server that is back after a crash works on each request for its whole demand', () => {
  const incidents = [{ kind: 'crash', server: 0, from: 2 * second, until: 3 * second }] as const;
  const requests = [
    { id: 0, arrived: 0, demand: 5 * second, client: 0 },
    { id: 1, arrived: 4 * second, demand: 4 * second, client: 0 },
  ];
  const { sent } = balance(requests, { ...quiet([1], 'roundRobin', horizon), incidents }, random(1));
  // The answer that the lost request would have had at 5 s is nobody's.
  expect(sent.map(({ fate, ended }) => [fate, ended / second])).toEqual([
    ['failed', 2],
    ['done', 8],
  ]);
});

test('least response time measures from arrival to answer, and a new answer counts for a tenth', () => {
  const seen: number[] = [];
  const requests = [
    { id: 0, arrived: 0, demand: second, client: 0 },
    { id: 1, arrived: 0, demand: second, client: 0 },
    { id: 2, arrived: 0, demand: second, client: 0 },
  ];
  balance(requests, quiet([1], 'leastResponseTime', horizon), random(1), (event, [server]) => {
    if (event.kind === 'done') seen.push((server?.responseTime ?? 0) / second);
  });
  // What is told of an answer comes before it counts.
  expect(seen).toEqual([0, 1, 1.1]);
});

test('a drained server finishes what it holds until its time is over, and then nothing', () => {
  property(({ sent }, _, { incidents, servers }) => {
    for (const id of servers.keys()) {
      const own = incidents.filter(({ server }) => server === id);
      const [drain] = own;
      if (own.length !== 1 || drain?.kind !== 'drain') continue;
      for (const { server, fate, ended } of sent) {
        if (server !== id) continue;
        if (fate === 'failed') expect(ended).toBe(drain.until);
        else if (drain.until < horizon) expect(ended).toBeLessThanOrEqual(drain.until);
      }
    }
  });
});

test('the same seed gives the same run, and what is given stays as it is', () => {
  fc.assert(
    fc.property(anyRequests, anySetup, anySetup, fc.nat(), (requests, setup, other, seed) => {
      const first = balance(freeze(requests), freeze(setup), random(seed));
      balance(requests, other, random(seed + 1));
      expect(balance(requests, setup, random(seed))).toEqual(first);
    }),
    { numRuns: 1000 },
  );
});

test('least bandwidth forgets an answer after 14 s, as NetScaler does', () => {
  const requests = [
    { id: 0, arrived: 0, demand: second / 2, client: 0 },
    { id: 1, arrived: 13.9 * second, demand: 1, client: 0 },
    { id: 2, arrived: 14.1 * second, demand: 1, client: 0 },
  ];
  const { sent } = balance(requests, quiet([1, 1], 'leastBandwidth', horizon), random(1));
  expect(sent.map(({ server }) => server)).toEqual([0, 1, 0]);
});

test('a server that stands still goes on where it stood', () => {
  const requests = [
    { id: 0, arrived: 0, demand: 4 * second, client: 0 },
    { id: 1, arrived: second, demand: second, client: 0 },
  ];
  const incidents = [{ kind: 'pause', server: 0, from: 3 * second, until: 13 * second }] as const;
  const { sent } = balance(requests, { ...quiet([1], 'roundRobin', horizon), incidents }, random(1));
  expect(sent.map(({ ended }) => ended / second)).toEqual([14, 15]);
});
