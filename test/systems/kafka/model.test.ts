import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type History, type Options, simulate } from '../../../src/systems/kafka/model.ts';
import { leaderOf } from '../../../src/systems/kafka/partition.ts';

const anyOptions: fc.Arbitrary<Options> = fc.record({
  partitions: fc.integer({ min: 1, max: 12 }),
  consumers: fc.integer({ min: 1, max: 12 }),
  acks: fc.constantFrom('0', '1', 'all'),
  minInsync: fc.integer({ min: 1, max: 3 }),
  commit: fc.constantFrom('before', 'after', 'transaction'),
  assignor: fc.constantFrom('range', 'sticky'),
  fault: fc.constantFrom('none', 'broker', 'controller', 'consumer', 'both'),
  crashAt: fc.integer({ min: 1000, max: 1600 }),
  sendGap: fc.integer({ min: 3_000, max: 20_000 }),
});

const check = (options: fc.Arbitrary<Options>, claim: (history: History, options: Options) => void): void => {
  fc.assert(
    fc.property(options, fc.integer(), (given, seed) => claim(simulate(given, seed), given)),
    { numRuns: 1000 },
  );
};

const logsOf = ({ partitions }: History): readonly (readonly number[])[] =>
  partitions.map((partition) => leaderOf(partition)?.log.map(({ id }) => id) ?? []);

test('with acks=all and two in sync, no acknowledged record is lost with one broker, and none is in a log twice', () => {
  const durable = anyOptions.map((options): Options => ({ ...options, acks: 'all', minInsync: 2, fault: 'both' }));
  check(durable, (history) => {
    const logs = logsOf(history);
    const logged = new Set(logs.flat());
    expect(logged.size).toBe(logs.flat().length);
    expect(history.produced.filter(({ id, isAcknowledged }) => isAcknowledged && !logged.has(id))).toEqual([]);
    expect(history.samples.every(({ atRisk }) => atRisk === 0)).toBe(true);
  });
});

test('while fewer are in sync than acks=all needs, nothing is appended', () => {
  const strict = anyOptions.map((options): Options => ({ ...options, acks: 'all', minInsync: 3, fault: 'broker' }));
  check(strict, (history, { crashAt }) => {
    const logged = new Set(logsOf(history).flat());
    // Long after the broker was taken out of the ISR, and given up before it came back.
    const sent = history.produced.filter(({ created }) => created > (crashAt + 400) * 1000 && created < 2_300_000);
    expect(sent.filter(({ id, isAcknowledged }) => isAcknowledged || logged.has(id))).toEqual([]);
  });
});

test('each record ends once, in the log of its key’s partition and in the order in which it was sent', () => {
  check(anyOptions, (history) => {
    const { produced } = history;
    const ids = produced.map(({ id }) => id).toSorted((a, b) => a - b);
    expect(ids.every((id, i) => id === i)).toBe(true);
    const partitionOfId = new Map(produced.map(({ id, partition }) => [id, partition]));
    for (const [partition, log] of logsOf(history).entries()) {
      expect(log.every((id, offset) => partitionOfId.get(id) === partition && id > (log[offset - 1] ?? -1))).toBe(true);
    }
    const partitionOfKey = new Map(produced.map(({ key, partition }) => [key, partition]));
    expect(produced.every(({ key, partition }) => partitionOfKey.get(key) === partition)).toBe(true);
  });
});

test('a group has one reader for each partition, commits nothing beyond the end, and never sees the end move back', () => {
  check(anyOptions, ({ happenings, samples, partitions }, { consumers }) => {
    for (const change of happenings) {
      if (change.kind !== 'rebalanced') continue;
      // While its only member is away, a group reads nothing.
      const readers = change.assignment.filter((member) => member !== undefined).length;
      expect([0, partitions.length]).toContain(readers);
      if (readers === 0) expect(consumers).toBe(1);
    }
    const known = partitions.map(() => 0);
    let isRight = true;
    for (const { ends, committed } of samples) {
      for (const [partition, end] of ends.entries()) {
        isRight &&= end >= (known[partition] ?? 0) && (committed[partition] ?? 0) <= end;
        known[partition] = end;
      }
    }
    expect(isRight).toBe(true);
  });
});

test('while fewer are in sync than a commit needs, nothing new is committed, whatever acks is', () => {
  const strict = anyOptions.map((options): Options => ({ ...options, minInsync: 3, fault: 'broker' }));
  check(strict, (history, { crashAt }) => {
    const fencedAt = (crashAt + 300) * 1000;
    const created = new Map(history.produced.map((record) => [record.id, record.created]));
    const logs = logsOf(history);
    const last = history.samples.findLast(({ time }) => time < 3_500_000)?.ends ?? [];
    expect(last.every((end, p) => end === 0 || (created.get(logs[p]?.[end - 1] ?? -1) ?? Infinity) < fencedAt)).toBe(
      true,
    );
  });
});

test('at most once skips but never repeats, at least once repeats but never skips, exactly once does neither', () => {
  check(anyOptions, (history, { commit, fault }) => {
    const hasCrash = fault === 'consumer' || fault === 'both';
    const { group } = history;
    const committed = logsOf(history).flatMap((log, partition) => log.slice(0, group.committed[partition]));
    const skipped = committed.filter((id) => !group.effects.has(id)).length;
    const repeated = [...group.effects.values()].filter((times) => times > 1).length;
    if (commit !== 'before' || !hasCrash) expect(skipped).toBe(0);
    if (commit !== 'after' || !hasCrash) expect(repeated).toBe(0);
    // A crash in the middle of a batch always shows.
    const crashed = history.happenings.some((one) => one.kind === 'crashes' && one.who === 'Consumer 0');
    if (crashed && commit === 'before') expect(skipped).toBeGreaterThan(0);
    if (crashed && commit === 'after') expect(repeated).toBeGreaterThan(0);
    if (commit === 'transaction') expect(group.effects.size).toBe(committed.length);
  });
});
