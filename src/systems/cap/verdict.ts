import {
  isLinearizable,
  type Operation as KernelOperation,
  type RegisterInput,
  register,
  shortestViolation,
} from '../../kernel/linearizability.ts';
import type { Micros } from '../../kernel/time.ts';
import type { History, Operation } from './model.ts';
import type { Loss } from './replicas.ts';

/** What the checker says of a run. */
export interface Verdict {
  readonly linearizable: boolean;
  /** The fewest operations found that no order explains, of the key whose illegal answer came first; empty if none. */
  readonly violation: readonly Operation[];
}

/**
 * Whether every key's history is linearizable. Keys are judged one by one: a history is linearizable if and only if
 * that of each object is (locality, Herlihy and Wing 1990, theorem 1).
 */
export function judge(operations: readonly Operation[]): Verdict {
  const illegal = [...new Set(operations.map(({ key }) => key))]
    .map((key) => operations.filter((operation) => operation.key === key).filter(matters))
    .filter((history) => !isLegal(history))
    .map(firstIllegal)
    .toSorted((a, b) => lastAnswer(a) - lastAnswer(b));
  const [first] = illegal;
  return { linearizable: !first, violation: first ? core(first) : [] };
}

/** Without an answer a read says nothing, and a write nothing unless someone has read its value. */
const matters = ({ value, outcome, key }: Operation, _: number, history: readonly Operation[]): boolean =>
  outcome.kind === 'answered' ||
  (value !== undefined && history.some((other) => other.key === key && isRead(other, value)));

const isRead = ({ outcome }: Operation, value: number): boolean =>
  outcome.kind === 'answered' && outcome.value === value;

const isLegal = (history: readonly Operation[]): boolean => isLinearizable(history.map(asChecked), register);

/** An operation as the checker takes it, with the way back to it. */
function asChecked(operation: Operation): KernelOperation<RegisterInput, number | undefined> {
  const { client, value, called, outcome } = operation;
  return {
    client,
    called,
    input: value === undefined ? { kind: 'read' } : { kind: 'write', value },
    ...(outcome.kind === 'answered' && { answer: { output: outcome.value, at: outcome.at } }),
  };
}

/** A key's history up to its first illegal answer. */
function firstIllegal(history: readonly Operation[]): readonly Operation[] {
  const violation = shortestViolation(history.map(asChecked), register) ?? [];
  const moment = violation.reduce((last, { answer }) => Math.max(last, answer?.at ?? 0), 0);
  const open = { kind: 'timed out', at: moment } as const;
  return history
    .filter(({ called }) => called <= moment)
    .map((operation): Operation => (operation.outcome.at <= moment ? operation : { ...operation, outcome: open }))
    .filter(matters);
}

const lastAnswer = (history: readonly Operation[]): Micros =>
  history.reduce((last, { outcome }) => Math.max(last, outcome.at), 0);

/**
 * What is left of an illegal history when every operation is taken out that is not needed: first reads, then writes
 * that no read which is left returns. Taking these out never makes a legal history illegal, so the rest proves the whole.
 */
function core(history: readonly Operation[]): readonly Operation[] {
  const shrink = (left: readonly Operation[], operation: Operation): readonly Operation[] => {
    const { value } = operation;
    const without = left.filter((other) => other !== operation);
    const isNeeded = value !== undefined && without.some((other) => isRead(other, value));
    return isNeeded || isLegal(without) ? left : without;
  };
  const readsFirst = history.toSorted((a, b) => Number(a.value !== undefined) - Number(b.value !== undefined));
  return readsFirst.reduce(shrink, history).toSorted((a, b) => a.called - b.called);
}

/** Reads that returned what another write had replaced, from its call to its answer, before the read was called. */
export function staleReads(operations: readonly Operation[]): readonly Operation[] {
  const writes = operations.filter(({ value }) => value !== undefined);
  const writeOf = new Map(writes.map((write) => [write.value, write]));
  return operations.filter(({ key, value, called, outcome }) => {
    if (value !== undefined || outcome.kind !== 'answered') return false;
    const source = writeOf.get(outcome.value);
    const replacedFrom = source ? answeredAt(source) : -1;
    return writes.some((write) => write.key === key && write.called > replacedFrom && answeredAt(write) < called);
  });
}

/** Writes whose client was told that they were done, and that gave way to a write that neither saw nor overlapped them. */
export function lostWrites({ operations, losses }: Pick<History, 'operations' | 'losses'>): readonly Loss[] {
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const lost = new Map<number, Loss>();
  for (const loss of losses) {
    const [write, winner] = [byId.get(loss.lost), byId.get(loss.by)];
    if (!write || !winner || write.outcome.kind !== 'answered' || lost.has(loss.lost)) continue;
    const overlaps = write.called <= answeredAt(winner) && winner.called <= write.outcome.at;
    if (!overlaps) lost.set(loss.lost, loss);
  }
  return [...lost.values()];
}

const answeredAt = ({ outcome }: Operation): Micros => (outcome.kind === 'answered' ? outcome.at : Infinity);
