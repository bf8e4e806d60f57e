import type { Paragraph, PhrasingContent } from 'mdast';
import { exhibit } from './exhibit.ts';
import { letters } from './glossary.ts';
import { type Chapter, chapterAt, chapterOf, chapters, comparisons, messages, parts, settings } from './handbook.ts';
import { exhibitedLabs, firstRun } from './labs.ts';
import { changeLines } from './markdown/change-lines.ts';
import { entries } from './markdown/entries.ts';
import { type Blocks, heading, inline, link, list, paragraph, table, text } from './markdown/nodes.ts';
import type { Message } from './normalize/message.ts';
import type { Term } from './normalize/settings/terms.ts';
import { runningSystem } from './running-system.ts';

/** The changes that somebody made by hand, in the order of the notes. */
export const corrections = messages.filter(({ verdict }) => verdict !== undefined);

const entryOf = ({ id, data: { title, summary } }: Chapter) => ({ url: `/${id}/`, title, summary });

/** What the home page holds: counts, a table and a system as examples, and all chapters. */
export function contents(): Blocks {
  return [
    list([
      [paragraph(text(`${chapters.length} chapters`))],
      [paragraph(link('/compare/', `${comparisons.length} comparison tables`))],
      [paragraph(link('/glossary/', `${settings.terms.length} terms`))],
      [paragraph(link('/corrections/', `${corrections.length} corrections`))],
    ]),
    ...example(),
    ...(runningSystem ? [heading(2, runningSystem.lab.question), paragraph(text(runningSystem.finding))] : []),
    heading(2, 'Chapters'),
    ...parts.flatMap((part) => [
      heading(3, part.title),
      ...(part.summary ? [paragraph(...inline(part.summary))] : []),
      ...entries(part.chapters.map(entryOf)),
    ]),
  ];
}

function example(): Blocks {
  const { table: facts, columns, rows } = exhibit;
  if (!facts) return [];
  return [
    heading(2, facts.question),
    table([
      columns.map((i) => inline(facts.columns[i] ?? '')),
      ...rows.map((row) => columns.map((i) => inline(row[i]?.value ?? ''))),
    ]),
    paragraph(link(`/compare/${facts.id}/`, `${facts.title}, whole and with its sources`)),
  ];
}

/** All comparison tables by the part that their chapter belongs to. */
export function comparisonsByPart(): Blocks {
  return parts.flatMap((part) => {
    const own = comparisons.filter(({ chapter }) => part.chapters.some(({ id }) => id === chapter));
    const pages = own.map(({ id, title, question }) => ({ url: `/compare/${id}/`, title, summary: question }));
    return own.length === 0 ? [] : [heading(2, part.title), ...entries(pages)];
  });
}

/** All labs with their question and what the first run of each found. */
export function labsByChapter(): Blocks {
  return exhibitedLabs.flatMap(({ lab, chapter }) => [
    heading(2, lab.title),
    paragraph(text(lab.question)),
    paragraph(text(firstRun(lab).finding)),
    paragraph(text('In the chapter '), link(`/${chapter.id}/`, chapter.data.title), text('.')),
  ]);
}

/** All terms by letter. */
export function glossary(): Blocks {
  return letters.flatMap(({ letter, entries: own }) => [heading(2, letter), list(own.map((term) => [entry(term)]))]);
}

function entry({ term, acronym, aliases, definition, chapter: id }: Term): Paragraph {
  const chapter = chapterOf(id);
  const label = `${term}${acronym === undefined ? '' : ` (${acronym})`}:`;
  return paragraph(
    { type: 'strong', children: [text(label)] },
    text(' '),
    ...inline(definition),
    ...(aliases.length === 0 ? [] : [text(` Also: ${aliases.join(', ')}.`)]),
    ...(chapter ? [text(' See '), link(`/${id}/`, chapter.data.title), text('.')] : []),
  );
}

/** Every change on record, by who made it. */
export function ledger(): Blocks {
  const group = (title: string, intro: string, own: readonly Message[]): Blocks => [
    heading(2, `${title} (${own.length})`),
    paragraph(text(intro)),
    ...(own.length === 0
      ? []
      : [list(own.map((message) => [paragraph(...placeOf(message)), list(changeLines(message, settings.sources))]))]),
  ];
  return [
    ...group(
      'Corrected by hand',
      'What the notes had wrong, outdated, misleading, incomplete or badly worded, with the source.',
      corrections,
    ),
    ...group(
      'Repaired by machine',
      'Headings, lists, definitions, names and spelling, put right by rule.',
      messages.filter(({ verdict, severity }) => verdict === undefined && severity === 'info'),
    ),
    ...group(
      'Still open',
      'What the notes lack and nobody has added yet.',
      messages.filter(({ severity }) => severity !== 'info'),
    ),
  ];
}

function placeOf({ note, line }: Message): readonly PhrasingContent[] {
  const chapter = chapterAt(note, line);
  return [text(`Line ${line}`), ...(chapter ? [text(', '), link(`/${chapter.id}/`, chapter.data.title)] : [])];
}
