import { didYouMean, type Message, message } from './message.ts';
import type { Settings } from './settings/settings.ts';
import type { Piece } from './split.ts';

/** Chapters of the outline that nothing is in. */
export function emptyChapters({ outline, outlinePlace }: Settings, pieces: readonly Piece[]): readonly Message[] {
  const present = new Set(pieces.map(({ id }) => id));
  return (outline?.parts ?? []).flatMap((part, i) =>
    part.chapters.flatMap(({ id }, j) =>
      present.has(id)
        ? []
        : [
            message(
              'chapter-without-notes',
              outlinePlace(['parts', i, 'chapters', j, 'id']),
              `Unexpected chapter \`${id}\` with nothing in it, expected a line of a note in \`headings\` or a file chapters/${id}.md. Add one of them, or remove the chapter.`,
            ),
          ],
    ),
  );
}

/** Texts of chapters that the outline does not have. */
export function strayTexts(texts: ReadonlyMap<string, Uint8Array>, { outline }: Settings): readonly Message[] {
  if (!outline) return [];
  const ids = new Set(outline.parts.flatMap((part) => part.chapters.map(({ id }) => id)));
  return [...texts.keys()].flatMap((file) => {
    const id = file.replace(/^chapters\//, '').replace(/\.md$/, '');
    return ids.has(id)
      ? []
      : [
          message(
            'unknown-chapter',
            { note: file, line: 1, column: 1 },
            `Unexpected text of a chapter \`${id}\`, which outline.yaml does not have, expected the id of a chapter as file name.${didYouMean(id, ids)}`,
          ),
        ];
  });
}

/** Corrections of notes that are not there. */
export function strayCorrections(
  { corrections }: Settings,
  notes: ReadonlyMap<string, Uint8Array>,
): readonly Message[] {
  return corrections.flatMap(({ correction, place }) =>
    notes.has(correction.note)
      ? []
      : [
          message(
            'correction-quote-missing',
            place,
            `Unexpected note \`${correction.note}\`, which does not exist, expected the path of a note in this folder.${didYouMean(correction.note, notes.keys())}`,
          ),
        ],
  );
}
