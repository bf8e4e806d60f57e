import type { Heading, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Table } from '../table/table.ts';
import { freshId, idOf, targetsOf } from './addresses.ts';
import { assemble } from './assemble.ts';
import { cleanNote, cleanText, type Needs } from './clean.ts';
import type { Dictionary } from './dictionary.ts';
import type { Draft } from './draft.ts';
import { footnotesOf } from './footnotes.ts';
import { link, matcherOf } from './link.ts';
import type { Message } from './message.ts';
import { print } from './print.ts';
import { resolveParts } from './resolve-parts.ts';
import type { OutlineChapter } from './settings/outline.ts';
import { readSettings, reserved, type Settings } from './settings/settings.ts';
import { sortFiles } from './sort-files.ts';
import { type Piece, split, unansweredQuotes } from './split.ts';
import { gatherTables, type Measurable, type Tables } from './tables.ts';
import { type Exhibits, tableBlocks } from './tabulate.ts';
import { emptyChapters, strayCorrections, strayTexts } from './unmatched.ts';
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
  const folder = sortFiles(files);
  const settings = readSettings(folder.settings);
  const tables = gatherTables(settings.tables, surroundings.measurable);
  const exhibits: Exhibits = { tables, sources: settings.sources, labs: surroundings.labs };
  const needs: Needs = {
    settings,
    dictionary: surroundings.dictionary,
    targets: targetsOf(folder.notes.keys(), settings),
    exhibits,
    pictures: folder.pictures,
    picturesFrom: surroundings.picturesFrom,
  };
  const notes = [...folder.notes].map(([note, bytes]) => cleanNote(note, bytes, needs));
  const texts = new Map([...folder.texts].map(([file, bytes]) => [idOf(file), cleanText(file, bytes, needs)]));
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

const byPlace = (a: Message, b: Message): number =>
  a.note === b.note ? a.line - b.line || a.column - b.column : a.note < b.note ? -1 : 1;
