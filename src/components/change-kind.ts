import type { Message } from '../normalize/message.ts';

/** Kinds of entries in the ledger, in the order in which a reader meets them: five verdicts of people, then the machine's. */
export const kinds = ['wrong', 'outdated', 'misleading', 'incomplete', 'wording', 'repaired', 'open'] as const;

/** The verdict of a correction; `repaired` for a change by rule, `open` for what waits for somebody. */
export const kindOf = ({ verdict, severity }: Message): (typeof kinds)[number] =>
  verdict ?? (severity === 'info' ? 'repaired' : 'open');
