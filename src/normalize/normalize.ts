import type { Heading, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Table } from '../table/table.ts';
import { assemble } from './assemble.ts';
import { correct } from './correct.ts';
import { decode } from './decode.ts';
import type { Dictionary } from './dictionary.ts';
import type { Draft } from './draft.ts';
import { footnotesOf, takeFootnotes } from './footnotes.ts';
import { readFrontMatter } from './front-matter.ts';
import { link, matcherOf } from './link.ts';
import { didYouMean, type Message, message } from './message.ts';
import { parse } from './parse.ts';
import { pictures } from './picture.ts';
import { placeElements } from './place-elements.ts';
import { plainHtml } from './plain-html.ts';
import { print } from './print.ts';
import { repair } from './repair/repair.ts';
import { type LinkTargets, resolveLinks } from './resolve-links.ts';
import { resolveParts } from './resolve-parts.ts';
import type { OutlineChapter } from './settings/outline.ts';
import { readSettings, reserved, type Settings } from './settings/settings.ts';
import { spell } from './spell.ts';
import { type Piece, slug, split, unansweredQuotes } from './split.ts';
import { gatherTables, type Measurable, type Tables } from './tables.ts';
import { type Exhibits, tableBlocks, tabulate } from './tabulate.ts';
import { visit } from './visit.ts';

/** What the normalizer needs besides the files. */
export interface Surroundings {
  readonly dictionary: Dictionary;
  /** Path from the chapters' folder to the notes folder, with `/`: how a chapter addresses a picture. */
  readonly picturesFrom: string;
  /** Ids of the systems that have a lab. */
  readonly labs: ReadonlySet<string>;
  /** The tables that labs measure; not asked for where no note calls for a lab, or a table that is in no facts file. */
  readonly measurable: () => readonly Measurable[];
}

/** A finished chapter and where it came from. */
export interface Chapter {
  readonly id: string;
  readonly title: string;
  /** Name of the file to write. */
  readonly file: string;
  readonly note: string;
  /** First and last line of the note, counted from 1. */
  readonly lines: readonly [number, number];
  /** Headings that came from the note, the title first; levels as printed, lines as in the note. */
  readonly headings: readonly { readonly level: number; readonly text: string; readonly line: number }[];
  readonly mdx: string;
}

/** Everything that a run gives. */
export interface Normalized {
  readonly chapters: readonly Chapter[];
  readonly messages: readonly Message[];
  /** Number of notes read. */
  readonly notes: number;
  /** The measured tables that chapters print, in the order of their ids. */
  readonly measured: readonly Table[];
}

/** Turns a folder of rough notes, given as path → bytes, into chapters; it never throws on what a file holds. */
export function normalize(files: ReadonlyMap<string, Uint8Array>, surroundings: Surroundings): Normalized {
  const folder = sort(files);
  const settings = readSettings(folder.settings);
  const targets = targetsOf(folder, settings);
  const tables = gatherTables(settings.tables, surroundings.measurable);
  const exhibits: Exhibits = { tables, sources: settings.sources, labs: surroundings.labs };
  const notes = [...folder.notes].map(([note, bytes]) =>
    cleanNote(note, bytes, { settings, targets, files: folder.pictures, exhibits, ...surroundings }),
  );
  const texts = new Map(
    [...folder.texts].map(([file, bytes]) => [
      idOf(file),
      cleanText(file, bytes, { settings, targets, files: folder.pictures, exhibits, ...surroundings }),
    ]),
  );
  const splits = notes.map(({ draft, title }) =>
    split(draft, settings.outline, { id: freshId(draft.note, settings), ...(title !== undefined && { title }) }),
  );
  const pieces = piecesOf(
    splits.flatMap((result) => result.pieces),
    settings,
    texts,
  );
  const matcher = matcherOf(settings.terms);
  const footnotes = new Map(notes.map(({ draft, footnotes: own }) => [draft.note, own]));
  const assembled = pieces.map((piece): Assembled => {
    const blocks = [...piece.blocks, ...footnotesOf(piece.blocks, footnotes.get(piece.note) ?? new Map())];
    return { ...piece, blocks, tree: treeOf({ ...piece, blocks }, settings, tables, texts.get(piece.id)) };
  });
  const byAddress = new Map(assembled.map((chapter) => [`/${chapter.id}/`, chapter]));
  const resolved = assembled.map((chapter) => ({ ...chapter, ...resolveParts(chapter.tree, byAddress) }));
  const chapters = resolved.map((chapter, order) => finish(chapter, order, settings, matcher));
  // Tables of a file that cannot be read seem unknown wherever they are called for: first things first.
  const factsRead = !settings.messages.some(({ note, severity }) => note.startsWith('facts/') && severity === 'error');
  return {
    chapters,
    notes: folder.notes.size,
    measured: tables.measured(),
    messages: [
      ...settings.messages,
      ...(settings.outline
        ? unansweredQuotes(
            settings.outline,
            settings.outlinePlace,
            notes.map(({ draft }) => draft),
          )
        : []),
      ...emptyChapters(settings, pieces),
      ...strayTexts(folder.texts, settings),
      ...strayCorrections(settings, folder.notes),
      ...notes.flatMap(({ draft }) => draft.messages),
      ...[...texts.values()].flatMap((draft) => draft.messages),
      ...splits.flatMap((result) => result.messages),
      ...resolved.flatMap((chapter) => chapter.messages),
    ]
      .filter(({ code }) => factsRead || code !== 'unknown-table')
      .toSorted(byPlace),
  };
}

/** The files of a notes folder by what they are. */
interface Folder {
  readonly settings: ReadonlyMap<string, string>;
  readonly notes: ReadonlyMap<string, Uint8Array>;
  /** Long-form texts of chapters; only a folder with an outline has them. */
  readonly texts: ReadonlyMap<string, Uint8Array>;
  readonly pictures: ReadonlySet<string>;
}

function sort(files: ReadonlyMap<string, Uint8Array>): Folder {
  const all = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const outlined = files.has('outline.yaml');
  const isText = (file: string): boolean => outlined && /^chapters\/[^/]+\.md$/.test(file);
  return {
    settings: new Map(
      all
        .filter(([file]) => /^(facts\/)?[^/]+\.ya?ml$/.test(file))
        .map(([file, bytes]) => [file, decode(file, bytes).lines.join('\n')]),
    ),
    notes: new Map(all.filter(([file]) => /\.(md|txt)$/i.test(file) && !isText(file))),
    texts: new Map(all.filter(([file]) => isText(file))),
    pictures: new Set(all.map(([file]) => file).filter((file) => /\.(avif|gif|jpe?g|png|svg|webp)$/i.test(file))),
  };
}

const idOf = (file: string): string => slug((file.split('/').at(-1) ?? file).replace(/\.\w+$/, ''));

/** Where links between notes, and wiki links, lead: by file name, chapter id, title and term. */
function targetsOf(folder: Folder, settings: Settings): LinkTargets {
  const chapters = settings.outline?.parts.flatMap((part) => part.chapters) ?? [];
  const notes = [...folder.notes.keys()].filter(
    (note) => !settings.outline || !chapters.some(({ id }) => id === idOf(note)),
  );
  return new Map([
    ...(settings.outline
      ? []
      : notes.map(
          (note) =>
            [
              (note.split('/').at(-1) ?? note).replace(/\.\w+$/, '').toLowerCase(),
              `/${freshId(note, settings)}/`,
            ] as const,
        )),
    ...chapters.flatMap(({ id, title }) => [[id, `/${id}/`] as const, [title.toLowerCase(), `/${id}/`] as const]),
  ]);
}

interface CleanNote {
  readonly draft: Draft;
  readonly title?: string;
  readonly footnotes: ReturnType<typeof takeFootnotes>['footnotes'];
}

/** What the stages need besides the text that they work on. */
interface Needs extends Pick<Surroundings, 'dictionary' | 'picturesFrom'> {
  readonly settings: Settings;
  readonly targets: LinkTargets;
  /** Pictures in the folder of the notes. */
  readonly files: ReadonlySet<string>;
  readonly exhibits: Exhibits;
}

/** A raw note through every stage up to the cut into chapters. */
function cleanNote(
  note: string,
  bytes: Uint8Array,
  { settings, targets, files, exhibits, dictionary, picturesFrom }: Needs,
): CleanNote {
  const text = decode(note, bytes);
  const own = settings.corrections.filter(({ correction }) => correction.note === note);
  const front = readFrontMatter(note, text.lines);
  const { lines, origin, messages } = correct(note, front.lines, own);
  let draft: Draft = {
    note,
    raw: text.lines,
    tree: parse(lines, origin),
    messages: [...text.messages, ...front.messages, ...messages],
  };
  draft = repair(draft);
  draft = plainHtml(draft);
  draft = resolveLinks(draft, targets);
  draft = pictures(draft, { files, folder: picturesFrom });
  draft = placeElements(draft);
  draft = spell(draft, settings.spelling, dictionary);
  draft = tabulate(draft, exhibits);
  const { tree, footnotes } = takeFootnotes(draft.tree);
  return { draft: { ...draft, tree }, footnotes, ...(front.title !== undefined && { title: front.title }) };
}

/** A chapter's long-form text: clean Markdown, so nothing is repaired in it. */
function cleanText(
  file: string,
  bytes: Uint8Array,
  { settings, targets, files, exhibits, dictionary, picturesFrom }: Needs,
): Draft {
  const text = decode(file, bytes);
  let draft: Draft = { note: file, raw: text.lines, tree: parse(text.lines), messages: text.messages };
  draft = plainHtml(draft);
  draft = resolveLinks(draft, targets);
  draft = pictures(draft, { files, folder: picturesFrom });
  draft = placeElements(draft);
  draft = spell(draft, settings.spelling, dictionary);
  return tabulate(draft, exhibits);
}

/** An id for a note that the outline does not quote. */
function freshId(note: string, settings: Settings): string {
  const id = slug(note.replace(/\.\w+$/, ''));
  const taken =
    reserved.has(id) || settings.outline?.parts.some((part) => part.chapters.some((chapter) => chapter.id === id));
  return taken ? `${id}-note` : id;
}

/** The pieces in reading order: as the outline has them, then the rest; several pieces of one chapter are one. */
function piecesOf(found: readonly Piece[], settings: Settings, texts: ReadonlyMap<string, Draft>): readonly Piece[] {
  const outlined = settings.outline?.parts.flatMap((part) => part.chapters) ?? [];
  const ordered = outlined.flatMap(({ id, title }): readonly Piece[] => {
    const [first, ...more] = found.filter((piece) => piece.outlined && piece.id === id);
    if (first) return [{ ...first, blocks: [...first.blocks, ...more.flatMap((piece) => piece.blocks)] }];
    return texts.has(id)
      ? [
          {
            id,
            title,
            note: `chapters/${id}.md`,
            lines: [1, Math.max(1, texts.get(id)?.raw.length ?? 1)],
            blocks: [],
            outlined: true,
          },
        ]
      : [];
  });
  const taken = new Set([...reserved, ...ordered.map(({ id }) => id)]);
  const rest = found
    .filter((piece) => !piece.outlined)
    .map((piece) => {
      let id = piece.id;
      for (let i = 2; taken.has(id); i++) id = `${piece.id}-${i}`;
      taken.add(id);
      return { ...piece, id };
    });
  return [...ordered, ...rest];
}

/** A piece with everything that its chapter holds. */
interface Assembled extends Piece {
  readonly tree: Root;
}

function treeOf({ id, blocks }: Piece, settings: Settings, tables: Tables, text: Draft | undefined): Root {
  const called = (pattern: RegExp): ReadonlySet<string> =>
    new Set(text?.raw.flatMap((line) => pattern.exec(line)?.[1] ?? []));
  const [labs, placed] = [called(/^::lab\[([^\]]*)\]/), called(/^::table\[([^\]]*)\]/)];
  const unplaced = tables.idsOf(id, labs).flatMap((table) => (placed.has(table) ? [] : (tables.get(table) ?? [])));
  return assemble({
    text: text?.tree,
    notes: blocks,
    tables: unplaced.flatMap((table) => tableBlocks(table, settings.sources)),
    terms: settings.terms.filter((term) => term.chapter === id),
  });
}

/** Links and prints one chapter. */
function finish(chapter: Assembled, order: number, settings: Settings, matcher: ReturnType<typeof matcherOf>): Chapter {
  const { id, title, note, lines, tree } = chapter;
  const part = settings.outline?.parts.find(({ chapters }) => chapters.some((each) => each.id === id));
  const outlined: OutlineChapter | undefined = part?.chapters.find((each) => each.id === id);
  const frontMatter = {
    id,
    title,
    ...(outlined && { summary: outlined.summary }),
    ...(part ? { part: part.title } : settings.outline && { part: 'More notes' }),
    order,
    ...(outlined && outlined.prerequisites.length > 0 && { prerequisites: outlined.prerequisites }),
    source: { note, lines: [...lines] },
  };
  return {
    id,
    title,
    file: `${id}.mdx`,
    note,
    lines,
    headings: headingsOf(chapter),
    mdx: print(frontMatter, link(tree, id, matcher)),
  };
}

/** The title and the headings that came from the note: those of the author's text have no line in it. */
function headingsOf({ title, lines, blocks, tree }: Assembled): Chapter['headings'] {
  const own = new Set(
    blocks.filter((block): block is Heading => block.type === 'heading').map((heading) => heading.position?.start.line),
  );
  const headings: { level: number; text: string; line: number }[] = [{ level: 1, text: title, line: lines[0] }];
  visit(tree, 'heading', (node) => {
    const line = node.position?.start.line;
    if (line !== undefined && own.has(line)) headings.push({ level: node.depth, text: textOf(node), line });
  });
  return headings;
}

function emptyChapters({ outline, outlinePlace }: Settings, pieces: readonly Piece[]): readonly Message[] {
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

function strayTexts(texts: ReadonlyMap<string, Uint8Array>, { outline }: Settings): readonly Message[] {
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

function strayCorrections({ corrections }: Settings, notes: ReadonlyMap<string, Uint8Array>): readonly Message[] {
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

const byPlace = (a: Message, b: Message): number =>
  a.note === b.note ? a.line - b.line || a.column - b.column : a.note < b.note ? -1 : 1;
