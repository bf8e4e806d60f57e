import type { Message } from '../normalize/message.ts';

/** The anchor of each message in the ledger, by line and by its place among those of the line: `correction-57-2`. */
export const entryIds = (messages: readonly Message[]): ReadonlyMap<Message, string> =>
  new Map(
    messages.map((message, i) => {
      const earlier = messages.slice(0, i).filter(({ line }) => line === message.line).length;
      return [message, `correction-${message.line}-${earlier + 1}`];
    }),
  );
