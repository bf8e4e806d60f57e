import type { Card } from './card/card.ts';
import { goneAndCome, manyCurves, manyTables, noteAndChapter, ruledTable, termsAndDefinitions } from './card/motif.ts';
import { blockStrokes, noteStrokes, type Stroke } from './card/strokes.ts';
import { type Document, name, treeOf } from './documents.ts';
import { type Chapter, chapters, comparisons, linesOf, messages, parts, settings } from './handbook.ts';
import { exhibitedLabs, firstRun } from './labs.ts';

/** What the picture of a page shows: its title and summary, and a drawing made from what is on it. */
export function cardOf({ label, title, summary, subject }: Document): Card {
  const chapter =
    subject.kind === 'chapter' ? subject.chapter.id : subject.kind === 'comparison' ? subject.table.chapter : '';
  return {
    label,
    title,
    summary,
    name,
    motif: motifOf(subject),
    parts: parts.map((part) => part.chapters.map(({ id }) => id === chapter)),
  };
}

function motifOf(subject: Document['subject']): string {
  switch (subject.kind) {
    case 'home':
      return noteAndChapter(strokesOfNote(chapters[0]?.data.source.note ?? '', [1, 32]), outline());
    case 'chapter': {
      const { note, lines } = subject.chapter.data.source;
      return noteAndChapter(strokesOfNote(note, lines), strokesOfChapter(subject.chapter));
    }
    case 'comparison':
      return ruledTable([
        subject.table.columns.map(({ length }) => length),
        ...subject.table.rows.map((row) => row.map(({ value }) => value.length)),
      ]);
    case 'comparisons':
      return manyTables(comparisons.map(({ rows, columns }) => ({ rows: rows.length, columns: columns.length })));
    case 'labs':
      return manyCurves(exhibitedLabs.map(({ lab }) => firstRun(lab).run.charts[0]?.series[0]?.y ?? []));
    case 'glossary':
      return termsAndDefinitions(settings.terms.map(({ term, definition }) => [term.length, definition.length]));
    case 'corrections':
      return goneAndCome(
        messages.flatMap(({ verdict, before, after }) =>
          verdict && before !== undefined && after !== undefined ? [[before.length, after.length] as const] : [],
        ),
      );
  }
}

function strokesOfNote(note: string, [from, to]: readonly [number, number]): readonly Stroke[] {
  const lines = linesOf(note).slice(from - 1, to);
  const changed = new Set(messages.filter((message) => message.note === note).map(({ line }) => line));
  return noteStrokes(
    lines.map((text, i) => ({ text, changed: changed.has(from + i) })).filter(({ text }) => text.trim() !== ''),
  );
}

/** Without what stands above the first section. */
function strokesOfChapter(chapter: Chapter): readonly Stroke[] {
  const blocks = treeOf(chapter);
  const [first, ...rest] = blockStrokes(blocks.slice(blocks.findIndex(({ type }) => type === 'heading')));
  return first ? [{ ...first, space: 1 }, ...rest] : [];
}

const outline = (): readonly Stroke[] =>
  parts.flatMap((part, i): readonly Stroke[] => [
    { to: part.title.length / 40, colour: 'ink', weight: 3, space: i === 0 ? 1 : 2 },
    ...part.chapters.map(({ data: { title } }): Stroke => ({ to: title.length / 44, colour: 'accent' })),
  ]);
