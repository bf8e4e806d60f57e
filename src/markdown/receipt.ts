import type { Message } from '../normalize/message.ts';
import type { Sources } from '../table/sources.ts';
import { changeLines } from './change-lines.ts';
import { type Blocks, heading, list, paragraph, text } from './nodes.ts';

/** The raw lines of a chapter: whose they are, their numbers and texts, and what was changed in them. */
interface Raw {
  readonly note: string;
  readonly lines: readonly [number, number];
  /** The lines of the whole note. */
  readonly text: readonly string[];
  /** The messages about the note. */
  readonly messages: readonly Message[];
}

/** The raw lines that a chapter came from, each with what became of it. */
export function receipt({ note, lines: [from, to], text: all, messages }: Raw, sources: Sources): Blocks {
  const lines = all.slice(from - 1, to).map((line, i) => ({ line, number: from + i }));
  const items = lines
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, number }) => {
      const changes = messages
        .filter((message) => message.line === number)
        .flatMap((message) => changeLines(message, sources));
      return [
        paragraph(text(`Line ${number}: `), { type: 'inlineCode', value: line.trim() }),
        ...(changes.length === 0 ? [] : [list(changes)]),
      ];
    });
  return [
    heading(2, 'As the notes had it'),
    paragraph(
      text(`Lines ${from} to ${to} of `),
      { type: 'inlineCode', value: note },
      text(', and what became of each.'),
    ),
    ...(items.length === 0 ? [] : [list(items)]),
  ];
}
