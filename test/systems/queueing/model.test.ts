import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimate } from '../../../src/kernel/confidence.ts';
import { random, streams } from '../../../src/kernel/random.ts';
import { seeds } from '../../../src/kernel/sweep.ts';
import { type Lines, occupancy, type Served, serve } from '../../../src/systems/queueing/model.ts';
import { poissonWorkload, type Request } from '../../../src/systems/queueing/workload.ts';

/** Any requests at all, not only those of a Poisson process: several may come at once, some need nothing. */
const workloads = fc
  .array(fc.record({ gap: fc.nat(50), demand: fc.nat(120) }), { minLength: 1, maxLength: 60 })
  .map((steps): readonly Request[] => {
    let arrived = 0;
    return steps.map(({ gap, demand }, id) => {
      arrived += gap;
      return { id, arrived, demand };
    });
  });
const systems = fc.record({
  requests: workloads,
  servers: fc.integer({ min: 1, max: 5 }),
  lines: fc.constantFrom<Lines>('shared', 'separate'),
  seed: fc.nat(),
});
const property = (
  claim: (served: readonly Served[], system: { requests: readonly Request[]; servers: number; lines: Lines }) => void,
): void => {
  fc.assert(
    fc.property(systems, ({ requests, servers, lines, seed }) => {
      claim(serve(requests, servers, { lines, choices: random(seed) }), { requests, servers, lines });
    }),
    { numRuns: 2000 },
  );
};

test('every request is served once, whole, and not before it came', () => {
  property((served, { requests, servers }) => {
    expect(served.map(({ id, arrived, demand }) => ({ id, arrived, demand }))).toEqual(requests);
    for (const { arrived, started, left, demand, server } of served) {
      expect(started).toBeGreaterThanOrEqual(arrived);
      expect(left - started).toBe(demand);
      expect(server).toBeLessThan(servers);
    }
  });
});

test('a server works on one request at a time', () => {
  property((served, { servers }) => {
    for (let server = 0; server < servers; server++) {
      const own = served.filter((request) => request.server === server);
      for (const [i, request] of own.entries()) expect(request.started).toBeGreaterThanOrEqual(own[i - 1]?.left ?? 0);
    }
  });
});

test('requests of one line begin in the order in which they came', () => {
  property((served, { lines }) => {
    const inLine = Map.groupBy(served, ({ server }) => (lines === 'shared' ? 0 : server));
    for (const line of inLine.values())
      for (const [i, { started }] of line.entries()) expect(started).toBeGreaterThanOrEqual(line[i - 1]?.started ?? 0);
  });
});

test('no request waits while a server that it may take is idle', () => {
  property((served, { servers, lines }) => {
    for (const { started, arrived, server, id } of served) {
      if (started === arrived) continue;
      // From its arrival until it begins, each of its servers works without a pause on requests that came before.
      const mine = lines === 'shared' ? Array.from({ length: servers }, (_, i) => i) : [server];
      for (const each of mine) {
        const spans = served.filter((other) => other.id < id && other.server === each);
        const worked = spans.reduce(
          (sum, span) => sum + Math.max(0, Math.min(span.left, started) - Math.max(span.started, arrived)),
          0,
        );
        expect(worked).toBe(started - arrived);
      }
    }
  });
});

test('Little’s law holds exactly: the number in the system summed over time is the sum of the times of the requests', () => {
  property((served) => {
    const { area, end } = occupancy(served);
    expect(area).toBe(served.reduce((sum, { arrived, left }) => sum + left - arrived, 0));
    expect(end).toBe(Math.max(...served.map(({ left }) => left)));
  });
});

test('the number in the system at a moment counts who has come and not left', () => {
  property((served) => {
    const moments = Array.from({ length: 40 }, (_, i) => 40 * i);
    const expected = moments.map(
      (moment) => served.filter(({ arrived, left }) => arrived <= moment && moment < left).length,
    );
    expect(occupancy(served).at(moments)).toEqual(expected);
  });
});

test('one line goes to the server that was free first, and of several to the first in order', () => {
  const request = (id: number, arrived: number, demand: number): Request => ({ id, arrived, demand });
  const requests = [request(0, 0, 50), request(1, 0, 20), request(2, 0, 20), request(3, 60, 1), request(4, 60, 1)];
  const served = serve(requests, 3, { lines: 'shared', choices: random(1) });
  expect(served.map(({ server }) => server)).toEqual([0, 1, 2, 1, 2]);
});

test('the servers together work for exactly what was asked of them', () => {
  property((served, { requests }) => {
    const worked = served.reduce((sum, { started, left }) => sum + left - started, 0);
    expect(worked).toBe(requests.reduce((sum, { demand }) => sum + demand, 0));
  });
});

test('another load meets the same demands, and gaps that are stretched', () => {
  const workload = (meanGap: number): readonly Request[] => {
    const [gaps, demands] = streams(11, 2);
    return poissonWorkload({ count: 500, meanGap, meanDemand: 3000, gaps, demands });
  };
  const [dense, sparse] = [workload(10_000), workload(20_000)];
  expect(dense.map(({ demand }) => demand)).toEqual(sparse.map(({ demand }) => demand));
  for (const [i, { arrived }] of dense.entries())
    expect(Math.abs(2 * arrived - (sparse[i]?.arrived ?? 0))).toBeLessThanOrEqual(2 * (i + 1));
});

test('gaps and demands have their means', () => {
  const means = seeds(30).map((seed) => {
    const [gaps, demands] = streams(seed, 2);
    const requests = poissonWorkload({ count: 5000, meanGap: 10_000, meanDemand: 4000, gaps, demands });
    return {
      gap: (requests.at(-1)?.arrived ?? 0) / requests.length,
      demand: requests.reduce((sum, { demand }) => sum + demand, 0) / requests.length,
    };
  });
  const gap = estimate(means.map((mean) => mean.gap));
  const demand = estimate(means.map((mean) => mean.demand));
  expect(Math.abs(gap.mean - 10_000)).toBeLessThan(1.5 * gap.halfWidth);
  expect(Math.abs(demand.mean - 4000)).toBeLessThan(1.5 * demand.halfWidth);
});
