import { type CollectionEntry, getCollection } from 'astro:content';
import { repository as repositoryField } from '../package.json';
import { backlinks, type Mention } from './backlinks.ts';
import { type ChapterFacts, chapterFacts } from './chapter-facts.ts';
import report from './content/report.json';
import type { Message } from './normalize/message.ts';
import { parseMdx } from './normalize/print.ts';
import { readSettings } from './normalize/settings/settings.ts';
import { visit } from './normalize/visit.ts';
import { repositoryAt } from './repository.ts';
import { entryIds } from './search/entry-ids.ts';
import { checkedOn } from './table/provenance.ts';
import type { Table } from './table/table.ts';

/** Days of the last commit by file, from `astro.config.mjs`; files without a known history are not among them. */
declare const LAST_CHANGES: Readonly<Record<string, string>>;

const yaml = import.meta.glob<string>('/notes/**/*.yaml', { query: '?raw', import: 'default', eager: true });
const notes = import.meta.glob<string>('/notes/**/*.{md,txt}', { query: '?raw', import: 'default', eager: true });
const measured = import.meta.glob<Table>('./content/chapters/measured/*.json', { import: 'default', eager: true });

const inNotes = (files: Record<string, string>) =>
  new Map(Object.entries(files).map(([path, text]) => [path.replace(/^\/notes\//, ''), text]));

/** What the files beside the notes say: outline, terms, corrections, sources and tables. */
export const settings = readSettings(inNotes(yaml));

const notesText = inNotes(notes);

/** The lines of a note, as the author wrote them. */
export const linesOf = (note: string): readonly string[] => notesText.get(note)?.split(/\r\n|\r|\n/) ?? [];

/** Every change and warning of the run that made the chapters, in the order of the notes. */
export const messages = report.messages as readonly Message[];

const entries = entryIds(messages);

/** The anchor of a message in the ledger: `correction-57-2` is the second entry about line 57. */
export const entryIdOf = (message: Message): string => entries.get(message) ?? '';

/** One chapter of the handbook. */
export type Chapter = CollectionEntry<'chapters'>;

/** All chapters in reading order. */
export const chapters: readonly Chapter[] = (await getCollection('chapters')).toSorted(
  (a, b) => a.data.order - b.data.order,
);

/** The chapters by part, in reading order. */
export const parts: readonly {
  readonly title: string;
  readonly summary?: string;
  readonly chapters: readonly Chapter[];
}[] = [...new Set(chapters.map(({ data }) => data.part ?? ''))].map((title) => {
  const summary = settings.outline?.parts.find((part) => part.title === title)?.summary;
  return { title, ...(summary && { summary }), chapters: chapters.filter(({ data }) => (data.part ?? '') === title) };
});

/** Every table of the handbook: those of facts files and of figures, then those that labs measured for a chapter. */
const tables: readonly Table[] = [...settings.tables.values(), ...Object.values(measured)];

/** The tables of a chapter. */
export const tablesOf = (id: string): readonly Table[] => tables.filter(({ chapter }) => chapter === id);

/** The comparison tables, in the order of their chapters; figures have no page of their own. */
export const comparisons = tables
  .filter((table) => table.question !== '')
  .toSorted((a, b) => orderOf(a.chapter) - orderOf(b.chapter));

function orderOf(chapter: string): number {
  return chapters.findIndex(({ id }) => id === chapter);
}

/** The chapter with this id. */
export const chapterOf = (id: string): Chapter | undefined => chapters.find((chapter) => chapter.id === id);

/** The chapter that holds a line of a note. */
export const chapterAt = (note: string, line: number): Chapter | undefined =>
  chapters.find(({ data: { source } }) => source.note === note && source.lines[0] <= line && line <= source.lines[1]);

const trees = new Map(chapters.map(({ id, body = '' }) => [id, parseMdx(body)]));
const mentions = backlinks(trees);

/** The sentences of other chapters that link to an address such as `/caching/` or `/glossary/#hot-key`. */
export const mentionsOf = (address: string): readonly Mention[] => mentions.get(address) ?? [];

const ids = new Set(chapters.map(({ id }) => id));
const dayByUrl = new Map(Object.values(settings.sources).map(({ url, checked }) => [url, checked]));

/** What a reader wants to know of a chapter first; its facts are its tables, its corrections and its sources. */
export function factsOf({ id, data: { prerequisites, source } }: Chapter): ChapterFacts {
  const tree = trees.get(id) ?? { type: 'root', children: [] };
  const days = tablesOf(id).flatMap(({ rows }) => rows.flat().map((cell) => checkedOn(cell, settings.sources)));
  for (const { note, line, checked = '' } of messages)
    if (note === source.note && source.lines[0] <= line && line <= source.lines[1]) days.push(checked);
  visit(tree, 'link', ({ url }) => void days.push(dayByUrl.get(url) ?? ''));
  return chapterFacts({ tree, days, prerequisites, chapters: ids });
}

/** The repository that holds the notes. */
export const repository = repositoryAt(repositoryField.url);

/** The file that an author edits for a chapter, by its path in the repository: its own text, or the note it came from. */
export const sourceFileOf = ({ id, data }: Chapter): string =>
  `notes/${notesText.has(`chapters/${id}.md`) ? `chapters/${id}.md` : data.source.note}`;

/** The day on which the text or the facts of a chapter last changed, where the history is known. */
export const changedOn = (chapter: Chapter): string | undefined =>
  [sourceFileOf(chapter), `notes/facts/${chapter.id}.yaml`]
    .flatMap((file) => LAST_CHANGES[file] ?? [])
    .toSorted()
    .at(-1);

/** An address within the site, for the base path it is built for; other addresses stay as they are. */
export function href(path: string): string {
  return path.startsWith('/') && !path.startsWith('//')
    ? `${import.meta.env.BASE_URL.replace(/\/$/, '')}${path}`
    : path;
}
