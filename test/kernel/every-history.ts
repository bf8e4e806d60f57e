import type { Operation, RegisterInput } from '../../src/kernel/linearizability.ts';

/** An operation on one of two registers. */
export type Input = RegisterInput & { readonly key: 0 | 1 };
export type History = readonly Operation<Input, number | undefined>[];

/** When an operation is called and answered; without an answer it stays open. */
interface Span {
  readonly client: number;
  readonly called: number;
  readonly answered?: number;
}

/**
 * Visits every history of so many operations (one or more) of two clients on two registers. Each client has at most one
 * operation that will be answered under way, but may go on after one that never is. Writes write values of their own;
 * an answered read gives 0 or what any write of the history, even a later or open one, writes to its register.
 *
 * Divided out is what a verdict cannot depend on:
 * - the order of calls, and of answers, with nothing of the other sort in between: they come at the same time;
 * - which client is which, unless swapping them gives the same order of calls and answers again;
 * - which register is which: the first operation is on register 0;
 * - which values are written: they are the places of their writes.
 */
export function forEveryHistory(
  count: number,
  { withOpenReads }: { readonly withOpenReads: boolean },
  visit: (history: History) => void,
): void {
  for (const order of ordersOf(count)) {
    const spans = spansOf(order);
    const choose = (inputs: readonly Input[]): void => {
      const span = spans[inputs.length];
      if (!span) {
        answer(spans, inputs, visit);
        return;
      }
      for (const key of inputs.length === 0 ? ([0] as const) : ([0, 1] as const)) {
        choose([...inputs, { kind: 'write', key, value: inputs.length + 1 }]);
        if (withOpenReads || span.answered !== undefined) choose([...inputs, { kind: 'read', key }]);
      }
    };
    choose([]);
  }
}

/** Visits the histories of these operations with every answer that their reads may have. */
function answer(spans: readonly Span[], inputs: readonly Input[], visit: (history: History) => void): void {
  const values = [0, 1].map((key) => [
    0,
    ...inputs.flatMap((input) => (input.kind === 'write' && input.key === key ? [input.value] : [])),
  ]);
  const extend = (history: History): void => {
    const span = spans[history.length];
    const input = inputs[history.length];
    if (!span || !input) {
      visit(history);
      return;
    }
    const { client, called, answered: at } = span;
    const outputs = at !== undefined && input.kind === 'read' ? (values[input.key] ?? []) : [undefined];
    for (const output of outputs)
      extend([...history, { client, input, called, ...(at !== undefined && { answer: { output, at } }) }]);
  };
  extend([]);
}

/**
 * The orders of calls and answers as texts: `a` and `b` are calls of the two clients that will be answered, `A` and `B`
 * their answers, `x` and `y` calls of the two that never will be.
 */
function ordersOf(count: number): ReadonlySet<string> {
  const extend = (order: string, calls: number, open: string): readonly string[] => [
    ...(calls === 0 && open === '' ? [order] : []),
    ...[...open].flatMap((at) => extend(order + at, calls, open.replace(at, ''))),
    ...(calls === 0 ? [] : ['aA', 'x', 'bB', 'y']).flatMap(([call = '', at = '']) => {
      const isBusy = open.includes('ax'.includes(call) ? 'A' : 'B');
      return isBusy ? [] : extend(order + call, calls - 1, open + at);
    }),
  ];
  return new Set(
    extend('', count, '').map((order) => {
      const one = inBlocks(order);
      const other = inBlocks(order.replace(/./g, (event) => 'bayxBA'['abxyAB'.indexOf(event)] ?? ''));
      return one < other ? one : other;
    }),
  );
}

/** The first client's calls before the second's in each run of calls, and so for answers. */
const inBlocks = (order: string): string =>
  order.replace(/[abxy]+|[AB]+/g, (block) => block.replace(/[byB]/g, '') + block.replace(/[axA]/g, ''));

/** The spans of an order's operations, as they are called; the time is the number of the block. */
function spansOf(order: string): readonly Span[] {
  const spans: Span[] = [];
  for (const [time, block] of (order.match(/[abxy]+|[AB]+/g) ?? []).entries())
    for (const event of block) {
      const client = 'axA'.includes(event) ? 0 : 1;
      if ('abxy'.includes(event)) spans.push({ client, called: time, ...('ab'.includes(event) && { answered: time }) });
      else {
        const i = spans.findLastIndex((span) => span.client === client && span.answered === span.called);
        const span = spans[i];
        if (span) spans[i] = { ...span, answered: time };
      }
    }
  return spans;
}
