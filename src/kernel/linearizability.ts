import type { Micros } from './time.ts';

/** One operation of a client on a shared object, from the call to the answer. */
export interface Operation<Input, Output> {
  readonly client: number;
  readonly input: Input;
  readonly called: Micros;
  /** Absent where no answer came: the operation may have taken effect at any later moment, or never. */
  readonly answer?: { readonly output: Output; readonly at: Micros };
}

/** What the object does when one operation runs at a time. */
export interface Specification<State, Input, Output> {
  readonly initial: State;
  /** The state after the operation, or nothing where that output is wrong; without an output any will do. */
  apply(state: State, input: Input, output: Output | undefined): { readonly state: State } | undefined;
  /** Two states with the same text are the same. */
  textOf(state: State): string;
}

/**
 * Whether one order of the operations explains all answers, each operation at some moment between its call and its
 * answer (Herlihy and Wing 1990). The search of Wing and Gong (1993) with Lowe's memory of what was tried (2017).
 */
export function isLinearizable<State, Input, Output>(
  operations: readonly Operation<Input, Output>[],
  { initial, apply, textOf }: Specification<State, Input, Output>,
): boolean {
  const sorted = operations.toSorted((a, b) => a.called - b.called);
  const answered = sorted.map(({ answer }) => answer?.at ?? Infinity);
  const tried = new Set<string>();
  // A mark for each operation: - is open, x is done.
  const extend = (done: string, state: State): boolean => {
    const known = `${done} ${textOf(state)}`;
    if (tried.has(known)) return false;
    tried.add(known);
    const isOpen = (i: number): boolean => done[i] === '-';
    const firstAnswer = answered.reduce((first, at, i) => (isOpen(i) ? Math.min(first, at) : first), Infinity);
    // What is left has no answer: it may never take effect.
    if (firstAnswer === Infinity) return true;
    return sorted.some(({ called, input, answer }, i) => {
      // Only what was called before any open operation was answered can come next.
      if (!isOpen(i) || called > firstAnswer) return false;
      const next = apply(state, input, answer?.output);
      return next !== undefined && extend(`${done.slice(0, i)}x${done.slice(i + 1)}`, next.state);
    });
  };
  return extend('-'.repeat(sorted.length), initial);
}

/**
 * The part of a history up to the first answer that no order explains; nothing where all is linearizable. What was
 * called but not yet answered at that moment stays in it as open.
 */
export function shortestViolation<State, Input, Output>(
  operations: readonly Operation<Input, Output>[],
  specification: Specification<State, Input, Output>,
): readonly Operation<Input, Output>[] | undefined {
  const upTo = (moment: Micros): readonly Operation<Input, Output>[] =>
    operations
      .filter(({ called }) => called <= moment)
      .map(({ answer, ...open }) => (answer && answer.at <= moment ? { ...open, answer } : open));
  return operations
    .flatMap(({ answer }) => answer?.at ?? [])
    .toSorted((a, b) => a - b)
    .map(upTo)
    .find((prefix) => !isLinearizable(prefix, specification));
}

/** A read, or a write of a value, to a register. */
export type RegisterInput = { readonly kind: 'read' } | { readonly kind: 'write'; readonly value: number };

/** A register: a read gives the value last written, 0 at first; a write gives nothing. */
export const register: Specification<number, RegisterInput, number | undefined> = {
  initial: 0,
  apply: (state, input, output) => {
    if (input.kind === 'write') return { state: input.value };
    return output === undefined || output === state ? { state } : undefined;
  },
  textOf: String,
};
