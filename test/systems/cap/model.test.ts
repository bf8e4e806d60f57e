import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isLinearizable, register } from '../../../src/kernel/linearizability.ts';
import {
  type History,
  lastCall,
  type Operation,
  type Options,
  replicaCount,
  simulate,
} from '../../../src/systems/cap/model.ts';
import { judge, lostWrites, staleReads } from '../../../src/systems/cap/verdict.ts';

const seeds = fc.integer();

const partitions = fc.record({
  isolated: fc.nat(replicaCount - 1),
  from: fc.nat(lastCall),
  to: fc.nat(lastCall),
});

const optionsOf = (mode: Options['mode']) =>
  fc.record({
    mode: fc.constant(mode),
    partition: partitions,
    clients: fc.array(fc.nat(replicaCount - 1), { minLength: 1, maxLength: 6 }),
    delay: fc.integer({ min: 0, max: 120_000 }),
  });

const anyOptions = fc.oneof(optionsOf('quorum'), optionsOf('primary'), optionsOf('local'));

const check = <T>(options: fc.Arbitrary<T>, claim: (options: T, seed: number) => void): void => {
  fc.assert(fc.property(options, seeds, claim), { numRuns: 1000 });
};

const usual = {
  partition: { isolated: 2, from: 3_000_000, to: 7_000_000 },
  clients: [0, 1, 0, 1, 2, 2],
  delay: 10_000,
} as const;

test('a majority quorum is linearizable in every partition, and loses no acknowledged write', () => {
  check(optionsOf('quorum'), (options, seed) => {
    const history = simulate(options, seed);
    expect(judge(history.operations)).toEqual({ linearizable: true, violation: [] });
    expect([staleReads(history.operations), lostWrites(history)]).toEqual([[], []]);
  });
});

test('a primary alone is linearizable in every partition, and loses no acknowledged write', () => {
  check(optionsOf('primary'), (options, seed) => {
    const history = simulate(options, seed);
    expect(judge(history.operations)).toEqual({ linearizable: true, violation: [] });
    expect([staleReads(history.operations), lostWrites(history)]).toEqual([[], []]);
  });
});

/** What each replica holds of each key in the end. */
function heldIn({ changes }: History): readonly (readonly number[])[] {
  const held = Array.from({ length: replicaCount }, () => [0, 0, 0]);
  for (const { replica, key, value } of changes) held[replica]?.splice(key, 1, value);
  return held;
}

test('local replicas answer everything, and agree once the partition has healed', () => {
  check(optionsOf('local'), (options, seed) => {
    const history = simulate(options, seed);
    const { operations } = history;
    const held = heldIn(history);
    expect(operations.every(({ outcome }) => outcome.kind === 'answered')).toBe(true);
    expect(held).toEqual(Array.from(held, () => held[0]));
  });
});

test('what the replicas agree on is a write of the run, or nothing was written', () => {
  check(optionsOf('local'), (options, seed) => {
    const history = simulate(options, seed);
    const { operations } = history;
    heldIn(history)[0]?.forEach((value, key) => {
      const writes = operations.filter((operation) => operation.key === key && operation.value !== undefined);
      expect(writes.length === 0 ? [0] : writes.map((write) => write.value)).toContain(value);
    });
  });
});

test('a read sees the last acknowledged write wherever R + W > N', () => {
  const overlapping = fc
    .record({ readQuorum: fc.integer({ min: 1, max: 3 }), writeQuorum: fc.integer({ min: 1, max: 3 }) })
    .filter(({ readQuorum, writeQuorum }) => readQuorum + writeQuorum > replicaCount);
  const options = fc.tuple(optionsOf('quorum'), overlapping).map(([usual, quorums]) => ({ ...usual, ...quorums }));
  check(options, (given, seed) => {
    const { operations } = simulate(given, seed);
    expect(staleReads(operations)).toEqual([]);
    expect(judge(operations).linearizable).toBe(true);
  });
});

test('with R + W = N some read misses the last acknowledged write', () => {
  const stale = [1, 2].map((readQuorum) =>
    Array.from({ length: 30 }, (_, seed) => {
      const options = { ...usual, mode: 'quorum', readQuorum, writeQuorum: 3 - readQuorum } as const;
      return staleReads(simulate({ ...options, delay: 50_000 }, seed).operations).length;
    }).some((count) => count > 0),
  );
  expect(stale).toContain(true);
});

test('a majority quorum answers whoever is with the majority, and nobody who is cut off', () => {
  check(
    optionsOf('quorum').map((options) => ({ ...options, delay: 5_000 })),
    ({ partition, ...options }, seed) => {
      const { operations } = simulate({ partition, ...options }, seed);
      for (const { called, outcome, replica } of operations) {
        if (called < partition.from || called >= partition.to) continue;
        expect(outcome.kind === 'answered').toBe(replica !== partition.isolated);
      }
    },
  );
});

test('nothing refused is ever read, however slow the network', () => {
  const slow = anyOptions.map((options) => ({ ...options, delay: 3 * options.delay }));
  check(slow, (options, seed) => {
    const { operations } = simulate(options, seed);
    const read = new Set(operations.flatMap(({ outcome }) => (outcome.kind === 'answered' ? [outcome.value] : [])));
    const refused = operations.filter(({ value, outcome }) => value !== undefined && outcome.kind === 'refused');
    expect(refused.filter(({ value }) => read.has(value))).toEqual([]);
  });
});

test('the verdict is the checker’s on all operations of each key, answered or not', () => {
  const brief = anyOptions.map(({ partition, clients, ...rest }) => ({
    ...rest,
    clients: clients.slice(0, 3),
    partition: { ...partition, from: 0, to: Math.min(partition.to, 3_000_000) },
  }));
  check(brief, (options, seed) => {
    const { operations } = simulate(options, seed);
    const whole = [0, 1, 2].every((key) =>
      isLinearizable(operations.filter((operation) => operation.key === key).map(asChecked), register),
    );
    expect(judge(operations).linearizable).toBe(whole);
  });
});

test('the shortest illegal history is illegal, and nothing can be left out of it', () => {
  check(optionsOf('local'), (options, seed) => {
    const { linearizable, violation } = judge(simulate(options, seed).operations);
    expect(violation.length === 0).toBe(linearizable);
    if (linearizable) return;
    expect(isLinearizable(violation.map(asChecked), register)).toBe(false);
    expect(new Set(violation.map(({ key }) => key)).size).toBe(1);
    for (const operation of violation) {
      const without = violation.filter((other) => other !== operation);
      const isRead = without.some(({ outcome }) => outcome.kind === 'answered' && outcome.value === operation.value);
      if (operation.value === undefined || !isRead) expect(isLinearizable(without.map(asChecked), register)).toBe(true);
    }
  });
});

test('a stale read is never linearizable', () => {
  check(anyOptions, (options, seed) => {
    const { operations } = simulate(options, seed);
    if (staleReads(operations).length > 0) expect(judge(operations).linearizable).toBe(false);
  });
});

test('every operation ends once, and all modes are asked the same', () => {
  check(anyOptions, (options, seed) => {
    const asked = (mode: Options['mode']) =>
      simulate({ ...options, mode }, seed)
        .operations.map(({ outcome: _, ...request }) => request)
        .toSorted((a, b) => a.id - b.id);
    const operations = asked('quorum');
    expect(operations.map(({ id }) => id)).toEqual(operations.map((_, i) => i));
    expect(asked('primary')).toEqual(operations);
    expect(asked('local')).toEqual(operations);
  });
});

function asChecked({ client, value, called, outcome }: Operation) {
  return {
    client,
    called,
    input: value === undefined ? ({ kind: 'read' } as const) : ({ kind: 'write', value } as const),
    ...(outcome.kind === 'answered' && { answer: { output: outcome.value, at: outcome.at } }),
  };
}
