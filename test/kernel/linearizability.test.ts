import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isLinearizable,
  type Operation,
  type RegisterInput,
  register,
  type Specification,
  shortestViolation,
} from '../../src/kernel/linearizability.ts';
import { forEveryHistory, type History, type Input } from './every-history.ts';

/** Two registers as one object. */
const registers: Specification<readonly [number, number], Input, number | undefined> = {
  initial: [0, 0],
  apply: ([first, second], input, output) => {
    const done = register.apply(input.key === 0 ? first : second, input, output);
    return done && { state: input.key === 0 ? [done.state, second] : [first, done.state] };
  },
  textOf: String,
};

/** Tries every order of every choice of the operations that took effect: right because it is plain. */
function bruteForce(history: History): boolean {
  const extend = (left: History, state: readonly [number, number]): boolean =>
    left.every(({ answer }) => !answer) ||
    left.some((operation) => {
      const { called, input, answer } = operation;
      const others = left.filter((other) => other !== operation);
      if (others.some((other) => other.answer && other.answer.at < called)) return false;
      const next = registers.apply(state, input, answer?.output);
      return next !== undefined && extend(others, next.state);
    });
  return extend(history, registers.initial);
}

/** Every input and output of one operation on two keys with the values 1 and 2. */
const kinds: readonly { readonly input: Input; readonly output: number | undefined }[] = ([0, 1] as const).flatMap(
  (key) => [
    ...[1, 2].map((value) => ({ input: { kind: 'write', key, value } as const, output: undefined })),
    ...[0, 1, 2].map((output) => ({ input: { kind: 'read', key } as const, output })),
  ],
);

/** Histories of up to six operations of two clients, each client one operation at a time, some without an answer. */
const histories = fc
  .array(
    fc.record({
      client: fc.constantFrom(0, 1),
      kind: fc.constantFrom(...kinds),
      gap: fc.nat(3),
      length: fc.nat(6),
      lost: fc.integer({ min: 0, max: 9 }),
    }),
    { maxLength: 6 },
  )
  .map((steps): History => {
    const free = [0, 0];
    return steps.map(({ client, kind, gap, length, lost }) => {
      const called = (free[client] ?? 0) + gap;
      const at = called + length;
      free[client] = at + 1;
      return { client, input: kind.input, called, ...(lost > 0 && { answer: { output: kind.output, at } }) };
    });
  });

/**
 * A read without an answer changes nothing and says nothing: up to five operations have such reads too, six do not, and
 * are 19 million histories instead of 37 million.
 */
test.each([
  { count: 1, withOpenReads: true, histories: 4, linearizable: 4 },
  { count: 2, withOpenReads: true, histories: 82, linearizable: 76 },
  { count: 3, withOpenReads: true, histories: 1612, linearizable: 1246 },
  { count: 4, withOpenReads: true, histories: 41_723, linearizable: 25_241 },
  { count: 5, withOpenReads: true, histories: 1_176_962, linearizable: 519_100 },
  { count: 6, withOpenReads: false, histories: 18_633_960, linearizable: 4_164_433 },
])(
  'the verdict is that of trying every order, on each of the $histories histories of $count operations',
  (expected) => {
    const { count, withOpenReads } = expected;
    const found = { count, withOpenReads, histories: 0, linearizable: 0 };
    forEveryHistory(count, { withOpenReads }, (history) => {
      const verdict = bruteForce(history);
      if (isLinearizable(history, registers) !== verdict) expect.fail(JSON.stringify(history));
      found.histories += 1;
      if (verdict) found.linearizable += 1;
    });
    expect(found).toEqual(expected);
  },
);

test('the verdict is that of trying every order, also where values are written twice and answers come as calls do', () => {
  fc.assert(
    fc.property(histories, (history) => {
      expect(isLinearizable(history, registers)).toBe(bruteForce(history));
    }),
    { numRuns: 20_000 },
  );
});

test('the shortest violation is illegal, and without its last answer it is legal', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const found = shortestViolation(history, registers);
      expect(found === undefined).toBe(isLinearizable(history, registers));
      if (!found) return;
      expect(isLinearizable(found, registers)).toBe(false);
      const last = Math.max(...found.map(({ answer }) => answer?.at ?? -1));
      const before = found.map(({ answer, ...open }) => (answer && answer.at < last ? { ...open, answer } : open));
      expect(isLinearizable(before, registers)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('a read of the old value after a read of the new one is no order’s', () => {
  const read = (client: number, called: number, output: number): Operation<RegisterInput, number | undefined> => ({
    client,
    input: { kind: 'read' },
    called,
    answer: { output, at: called + 1 },
  });
  const write: Operation<RegisterInput, number | undefined> = {
    client: 0,
    input: { kind: 'write', value: 1 },
    called: 0,
  };
  expect(isLinearizable([write, read(1, 1, 1), read(2, 3, 1)], register)).toBe(true);
  expect(shortestViolation([write, read(1, 1, 1), read(2, 3, 0), read(1, 9, 1)], register)).toHaveLength(3);
});
