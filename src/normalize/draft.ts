import type { Root } from 'mdast';
import type { Message, Place } from './message.ts';

/** A note on its way to becoming chapters: what every stage takes and gives. */
export interface Draft {
  /** File name, relative to the notes folder. */
  readonly note: string;
  /** The note's lines as the author wrote them; line 1 is `raw[0]`. */
  readonly raw: readonly string[];
  /** What the note says, as a tree; every position counts the author's lines. */
  readonly tree: Root;
  /** Everything found and changed so far. */
  readonly messages: readonly Message[];
}

/** The draft with another tree and further messages. */
export function advance(draft: Draft, tree: Root, messages: readonly Message[]): Draft {
  return { ...draft, tree, messages: [...draft.messages, ...messages] };
}

/** A place at the first character of a line that is not blank. */
export function placeOf(draft: Pick<Draft, 'note' | 'raw'>, line: number): Place {
  return { note: draft.note, line, column: Math.max(0, (draft.raw[line - 1] ?? '').search(/\S/)) + 1 };
}
