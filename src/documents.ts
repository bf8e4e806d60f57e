import type { RootContent } from 'mdast';
import {
  type Chapter,
  chapterOf,
  chapters,
  comparisons,
  factsOf,
  href,
  linesOf,
  mentionsOf,
  messages,
  settings,
  tablesOf,
} from './handbook.ts';
import { firstRun, systems } from './labs.ts';
import { comparison } from './markdown/comparison.ts';
import { footnoteSources } from './markdown/footnote-sources.ts';
import { labText } from './markdown/lab-text.ts';
import { type Blocks, heading, joined, link, list, paragraph, text } from './markdown/nodes.ts';
import { plainBlocks } from './markdown/plain-blocks.ts';
import { receipt } from './markdown/receipt.ts';
import { parseMdx } from './normalize/print.ts';
import { comparisonsByPart, contents, corrections, glossary, labsByChapter, ledger } from './overviews.ts';
import { checkedOn } from './table/provenance.ts';
import type { Table } from './table/table.ts';

/** What a page is about. */
type Subject =
  | { readonly kind: 'home' | 'comparisons' | 'labs' | 'glossary' | 'corrections' }
  | { readonly kind: 'chapter'; readonly chapter: Chapter }
  | { readonly kind: 'comparison'; readonly table: Table };

/** A page as machines read it. */
export interface Document {
  /** Address within the site, such as `/caching/`. */
  readonly path: string;
  readonly subject: Subject;
  /** What kind of page it is, or the part it belongs to, in two or three words. */
  readonly label: string;
  readonly title: string;
  /** One sentence. */
  readonly summary: string;
  /** The days on which its facts were checked, in order. */
  readonly checked: readonly string[];
  /** The text below the summary. */
  readonly body: () => Blocks;
}

const { sources } = settings;

/** The name of the handbook. */
export const name = settings.outline?.title ?? 'Notes';

const about =
  'A handbook of system design, compiled from rough notes: every change on record, every fact with a source and a date.';

const daysOf = (tables: readonly Table[]): readonly string[] => [
  ...new Set(tables.flatMap(({ rows }) => rows.flat().flatMap((cell) => checkedOn(cell, sources) || []))),
];

const others: readonly Document[] = [
  { path: '/', subject: { kind: 'home' }, label: 'Handbook', title: name, summary: about, checked: [], body: contents },
  {
    path: '/compare/',
    subject: { kind: 'comparisons' },
    label: 'Handbook',
    title: 'Compare',
    summary: 'Every comparison table of the handbook, by the question it answers.',
    checked: daysOf(comparisons),
    body: comparisonsByPart,
  },
  {
    path: '/labs/',
    subject: { kind: 'labs' },
    label: 'Handbook',
    title: 'Labs',
    summary: 'Every system that runs in the handbook, by the question it answers.',
    checked: [],
    body: labsByChapter,
  },
  {
    path: '/glossary/',
    subject: { kind: 'glossary' },
    label: 'Handbook',
    title: 'Glossary',
    summary: 'Every term of the handbook in a sentence or two, with the chapter that explains it.',
    checked: [],
    body: glossary,
  },
  {
    path: '/corrections/',
    subject: { kind: 'corrections' },
    label: 'Handbook',
    title: 'Corrections',
    summary: 'The ledger: every change that was made to the raw notes, with the line, the reason and the source.',
    checked: corrections.flatMap(({ checked = [] }) => checked),
    body: ledger,
  },
];

/** Every page that has a text of its own, in reading order. */
export const documents: readonly Document[] = [
  ...others,
  ...chapters.map(
    (chapter): Document => ({
      path: `/${chapter.id}/`,
      subject: { kind: 'chapter', chapter },
      label: chapter.data.part ?? 'Chapter',
      title: chapter.data.title,
      summary: chapter.data.summary ?? `${chapter.data.title}, from the notes.`,
      checked: [...daysOf(tablesOf(chapter.id)), ...[factsOf(chapter).checked].filter((day) => day !== undefined)],
      body: () => [...chapterText(chapter), ...chapterReceipt(chapter), ...linkedFrom(chapter)],
    }),
  ),
  ...comparisons.map(
    (table): Document => ({
      path: `/compare/${table.id}/`,
      subject: { kind: 'comparison', table },
      label: 'Comparison',
      title: table.title,
      summary: table.question,
      checked: daysOf([table]),
      body: () => comparison(table, fromChapter(table.chapter), sources),
    }),
  ),
].map((document) => ({ ...document, checked: document.checked.toSorted() }));

/** What a route needs that makes a file of its own beside every page. */
export const besideEveryPage = () =>
  documents.map((document) => ({
    params: { page: document.path.replaceAll(/^\/|\/$/g, '') || undefined },
    props: { document },
  }));

/** The document whose page has this address, base path and all. */
export const documentAt = (pathname: string): Document | undefined =>
  documents.find(({ path }) => href(path) === pathname);

/** The text of a chapter, as its page has it. */
export function chapterText(chapter: Chapter): Blocks {
  const before = chapter.data.prerequisites.flatMap((id) => chapterOf(id) ?? []);
  const links = before.map(({ id, data }) => [link(`/${id}/`, data.title)]);
  return [
    ...(links.length === 0 ? [] : [paragraph(text('Know first: '), ...joined(links, ', '), text('.'))]),
    ...plainBlocks(footnoteSources(treeOf(chapter), chapter.id).flatMap(withLabText)),
  ];
}

/** The place of a lab says what the lab says as it first runs. */
function withLabText(block: RootContent): readonly RootContent[] {
  if (block.type !== 'mdxJsxFlowElement' || block.name !== 'Lab') return [block];
  const id = block.attributes.find((attribute) => 'name' in attribute && attribute.name === 'id')?.value;
  const system = systems.get(String(id));
  if (!system) return [];
  const { lab, leftOut } = system;
  const { run, settings, finding } = firstRun(lab);
  return labText({ lab, figures: run.figures, theory: lab.theory?.(settings), finding, leftOut });
}

/** The blocks of a chapter's MDX. */
export const treeOf = (chapter: Chapter): readonly RootContent[] => parseMdx(chapter.body ?? '').children;

function chapterReceipt({ data: { source } }: Chapter): Blocks {
  const { note, lines } = source;
  const own = messages.filter((message) => message.note === note);
  return receipt({ note, lines, text: linesOf(note), messages: own }, sources);
}

function linkedFrom({ id }: Chapter): Blocks {
  const mentions = mentionsOf(`/${id}/`).map(({ from, sentence }) => {
    const title = chapterOf(from)?.data.title ?? from;
    return [paragraph(link(`/${from}/`, title), text(`: ${sentence.join('')}`))];
  });
  return mentions.length === 0 ? [] : [heading(2, 'Linked from'), list(mentions)];
}

function fromChapter(id: string): Blocks {
  const chapter = chapterOf(id);
  return chapter ? [paragraph(text('From the chapter '), link(`/${id}/`, chapter.data.title), text('.'))] : [];
}
