import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mix } from '../../../src/kernel/mix.ts';
import { random } from '../../../src/kernel/random.ts';
import type { Backend, Policy } from '../../../src/systems/load-balancer/backend.ts';
import { networkOf } from '../../../src/systems/load-balancer/policies/ip-hash.ts';
import { smoothTurn } from '../../../src/systems/load-balancer/policies/round-robin.ts';
import { type Algorithm, policies } from '../../../src/systems/load-balancer/policies.ts';

const algorithms = Object.keys(policies) as Algorithm[];
const make = (algorithm: Algorithm, seed = 1): Policy => policies[algorithm](random(seed));
const plain = { weight: 1, eligible: true, warmth: 1, active: 0, responseTime: 0, bandwidth: 0 } as const;
const fleet = (changes: readonly Partial<Backend>[]): readonly Backend[] =>
  changes.map((change, id) => ({ ...plain, ...change, id }));

const anyBackend = fc.record({
  weight: fc.integer({ min: 1, max: 20 }),
  eligible: fc.boolean(),
  warmth: fc.constantFrom(0.1, 0.35, 1),
  active: fc.nat(5),
  responseTime: fc.nat(3),
  bandwidth: fc.nat(5),
});
const anyFleet = fc.array(anyBackend, { minLength: 1, maxLength: 8, size: 'max' }).map(fleet);
/** A fleet whose servers come and go, always as many. */
const anyHistory = fc.integer({ min: 1, max: 6 }).chain((servers) =>
  fc.array(fc.array(anyBackend, { minLength: servers, maxLength: servers }).map(fleet), {
    minLength: 1,
    maxLength: 15,
    size: 'max',
  }),
);
const warm = (backends: readonly Backend[]): readonly Backend[] =>
  backends.map((backend) => ({ ...backend, warmth: 1 }));

test('no algorithm chooses a server that is out, and each chooses one while any is left', () => {
  fc.assert(
    fc.property(fc.constantFrom(...algorithms), anyHistory, fc.nat(), (algorithm, history, seed) => {
      const choose = make(algorithm, seed);
      for (const [client, backends] of history.entries()) {
        const chosen = choose(Object.freeze(backends), client);
        expect(chosen === undefined).toBe(backends.every(({ eligible }) => !eligible));
        if (chosen !== undefined) expect(backends[chosen]?.eligible).toBe(true);
      }
    }),
    { numRuns: 5000 },
  );
});

test('round robin: the counts of eligible servers differ by at most 1', () => {
  fc.assert(
    fc.property(anyFleet, fc.integer({ min: 1, max: 60 }), (backends, turns) => {
      const choose = make('roundRobin');
      const counts = backends.map(() => 0);
      for (let i = 0; i < turns; i++) {
        const chosen = choose(warm(backends), 0);
        if (chosen !== undefined) counts[chosen] = (counts[chosen] ?? 0) + 1;
      }
      const own = counts.filter((_, id) => backends[id]?.eligible);
      if (own.length > 0) expect(Math.max(...own) - Math.min(...own)).toBeLessThanOrEqual(1);
    }),
    { numRuns: 2000 },
  );
});

test('round robin: a server in slow start gets its part of a share', () => {
  const choose = make('roundRobin');
  const backends = fleet([{ warmth: 0.25 }, {}]);
  const chosen = Array.from({ length: 100 }, () => choose(backends, 0));
  expect(chosen.filter((id) => id === 0)).toHaveLength(20);
});

test('smooth weighted round robin: {5, 1, 1} gives a a b a c a a with the current weights of nginx', () => {
  // The table in the message of nginx's commit 52327e0627f4.
  const current = [0, 0, 0];
  const trace = Array.from({ length: 7 }, () => {
    const chosen = smoothTurn(current, [5, 1, 1]) ?? -1;
    return ['abc'[chosen], ...current].join(' ');
  });
  expect(trace).toEqual(['a -2 1 1', 'a -4 2 2', 'b 1 -4 3', 'a -1 -3 4', 'c 4 -2 -2', 'a 2 -1 -1', 'a 0 0 0']);
});

test('smooth weighted round robin: each cycle gives every server its weight, and ends where it began', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { minLength: 1, maxLength: 6, size: 'max' }), (weights) => {
      const cycle = weights.reduce((sum, weight) => sum + weight, 0);
      const counts = weights.map(() => 0);
      const current: number[] = [];
      for (let i = 0; i < cycle; i++) {
        const chosen = smoothTurn(current, weights) ?? -1;
        expect(current.reduce((sum, weight) => sum + weight, 0)).toBe(0);
        counts[chosen] = (counts[chosen] ?? 0) + 1;
      }
      expect(counts).toEqual(weights);
      if (cycle > 0) expect(current).toEqual(weights.map(() => 0));
    }),
    { numRuns: 2000 },
  );
});

test('least connections, response time and bandwidth choose the least of what they look at', () => {
  const costs = {
    leastConnections: ({ active }: Backend) => active,
    leastResponseTime: ({ active, responseTime }: Backend) => (active + 1) * responseTime,
    leastBandwidth: ({ bandwidth }: Backend) => bandwidth,
  };
  fc.assert(
    fc.property(fc.constantFrom(...(Object.keys(costs) as (keyof typeof costs)[])), anyFleet, (algorithm, backends) => {
      const measured = warm(backends).map((backend) => ({ ...backend, responseTime: backend.responseTime + 1 }));
      const chosen = make(algorithm)(measured, 0);
      const best = Math.min(...measured.filter(({ eligible }) => eligible).map(costs[algorithm]));
      for (const backend of measured) if (backend.id === chosen) expect(costs[algorithm](backend)).toBe(best);
    }),
    { numRuns: 3000 },
  );
});

test('in slow start a request, or a byte, weighs as many times as the share is small', () => {
  const chosen = (algorithm: Algorithm, starting: Partial<Backend>, other: Partial<Backend>): number | undefined =>
    make(algorithm)(fleet([{ warmth: 0.25, ...starting }, other]), 0);
  for (const algorithm of ['leastConnections', 'leastResponseTime', 'powerOfTwoChoices'] as const) {
    expect(chosen(algorithm, { active: 0 }, { active: 2 })).toBe(1);
    expect(chosen(algorithm, { active: 0 }, { active: 4 })).toBe(0);
  }
  expect(chosen('leastBandwidth', { bandwidth: 10 }, { bandwidth: 40 })).toBe(1);
  expect(chosen('leastBandwidth', { bandwidth: 10 }, { bandwidth: 50 })).toBe(0);
});

test('least response time: a server without an answer counts as the mean of the others', () => {
  const next = (others: readonly number[]): number | undefined =>
    make('leastResponseTime')(fleet([{}, ...others.map((responseTime) => ({ responseTime }))]), 0);
  expect(next([10, 30])).toBe(1);
  expect(next([30, 30, 15])).toBe(3);
  // Of two equal ones the first in turn.
  expect(next([20])).toBe(0);
});

test('of servers that are equal, those that look for the least take turns', () => {
  for (const algorithm of ['leastConnections', 'leastResponseTime', 'leastBandwidth'] as const) {
    const choose = make(algorithm);
    expect([1, 2, 3, 4].map((client) => choose(fleet([{}, {}, {}]), client))).toEqual([0, 1, 2, 0]);
  }
});

test('power of two choices never takes the busiest of three or more, and of two it takes the less busy', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(50), { minLength: 2, maxLength: 8 }), fc.nat(), (actives, seed) => {
      const backends = fleet(actives.map((active) => ({ active })));
      const choose = make('powerOfTwoChoices', seed);
      const chosen = Array.from({ length: 20 }, (_, client) => backends[choose(backends, client) ?? -1]?.active);
      expect(chosen).not.toContain(Math.max(...actives));
    }),
    { numRuns: 1000 },
  );
});

test('power of two choices takes each pair as often as any other', () => {
  // Of four servers the r-th busiest is the less busy one in 3, 2, 1 and 0 of the 6 pairs.
  const backends = fleet([{ active: 0 }, { active: 1 }, { active: 2 }, { active: 3 }]);
  const choose = make('powerOfTwoChoices');
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < 60_000; i++) {
    const chosen = choose(backends, 0) ?? 0;
    counts[chosen] = (counts[chosen] ?? 0) + 1;
  }
  for (const [id, expected] of [30_000, 20_000, 10_000, 0].entries())
    expect(Math.abs((counts[id] ?? 0) - expected)).toBeLessThan(600);
});

test('IP hash: the recurrence of nginx for a network, and 21 servers tried before round robin', () => {
  const [first, second, third] = networkOf(7);
  const step = (hash: number): number =>
    [first, second, third].reduce((sum, octet) => (sum * 113 + octet) % 6271, hash);
  const all = fleet(Array.from({ length: 5 }, () => ({})));
  const choose = make('ipHash');
  const home = step(89) % 5;
  expect(choose(all, 7)).toBe(home);
  let hash = step(89);
  while (hash % 5 === home) hash = step(hash);
  expect(choose(fleet(all.map(({ id }) => ({ eligible: id !== home }))), 7)).toBe(hash % 5);
});

test('IP hash: a client whose hash meets only servers that are down goes in turn after 21 of them', () => {
  const [first, second, third] = networkOf(7);
  let hash = 89;
  const met = Array.from({ length: 22 }, () => {
    for (const octet of [first, second, third]) hash = (hash * 113 + octet) % 6271;
    return hash % 4096;
  });
  // All are down but one: the 21st place that the hash leads to is still tried, the 22nd is not.
  const only = (id: number): readonly Backend[] =>
    fleet(Array.from({ length: 4096 }, (_, place) => ({ eligible: place === id || place === 1 })));
  expect([met[20], met[21]].some((place) => met.slice(0, 20).includes(place ?? -1))).toBe(false);
  expect(make('ipHash')(only(met[20] ?? -1), 7)).toBe(met[20]);
  expect(make('ipHash')(only(met[21] ?? -1), 7)).toBe(1);
});

test.each(['ipHash', 'consistentHash'] as const)(
  '%s leads a client to the same server each time, and other clients do not disturb it',
  (algorithm) => {
    fc.assert(
      fc.property(
        anyFleet,
        fc.array(fc.nat(1000), { maxLength: 50, size: 'max' }),
        fc.nat(1000),
        (backends, others, client) => {
          const choose = make(algorithm);
          const home = choose(backends, client);
          for (const other of others) choose(backends, other);
          // After 21 servers that are down nginx goes round: only then is there no home.
          if (algorithm === 'consistentHash' || backends.every(({ eligible }) => eligible))
            expect(choose(backends, client)).toBe(home);
        },
      ),
      { numRuns: 2000 },
    );
  },
);

test('consistent hash: the server of the first point after the client’s, on a ring of 160 points for each', () => {
  const owners = [7, 3, 5, 0].flatMap((server) =>
    Array.from({ length: 160 }, (_, i) => ({ server, place: mix(~(server * 160 + i)) })),
  );
  const ring = owners.toSorted((a, b) => a.place - b.place);
  const backends = fleet(Array.from({ length: 8 }, (_, id) => ({ eligible: [7, 3, 5, 0].includes(id) })));
  fc.assert(
    fc.property(fc.nat(), (client) => {
      const next = ring.find(({ place }) => place >= mix(client)) ?? ring[0];
      expect(make('consistentHash')(backends, client)).toBe(next?.server);
    }),
    { numRuns: 2000 },
  );
});

test('consistent hash: when servers go, only their clients move, and they come back with them', () => {
  fc.assert(
    fc.property(anyFleet, fc.nat(), (backends, client) => {
      const choose = make('consistentHash');
      const all = backends.map((backend) => ({ ...backend, eligible: true }));
      const home = choose(all, client) ?? -1;
      const meanwhile = choose(backends, client);
      if (backends[home]?.eligible) expect(meanwhile).toBe(home);
      expect(choose(all, client)).toBe(home);
    }),
    { numRuns: 2000 },
  );
});

test('consistent hash: the fullest of six servers has a few percent of many clients too many, and 21% of the 500 in a run', () => {
  const choose = make('consistentHash');
  const backends = fleet([{}, {}, {}, {}, {}, {}]);
  const fullest = (clients: number): number => {
    const counts = backends.map(() => 0);
    for (let client = 0; client < clients; client++) {
      const chosen = choose(backends, client) ?? -1;
      counts[chosen] = (counts[chosen] ?? 0) + 1;
    }
    return (Math.max(...counts) * 6) / clients;
  };
  expect(fullest(60_000)).toBeCloseTo(1.06, 2);
  expect(fullest(500)).toBeCloseTo(1.21, 2);
});

test('random takes each server as often as any other', () => {
  const choose = make('random');
  const counts = [0, 0, 0, 0];
  const backends = fleet([{}, {}, {}, {}]);
  for (let i = 0; i < 40_000; i++) {
    const chosen = choose(backends, 0) ?? 0;
    counts[chosen] = (counts[chosen] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(7500));
});
