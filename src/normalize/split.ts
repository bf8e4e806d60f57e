import type { Heading, List } from 'mdast';
import { type Draft, placeOf } from './draft.ts';
import type { Block } from './map-blocks.ts';
import { didYouMean, type Message, message, type Place } from './message.ts';
import type { Outline } from './settings/outline.ts';
import { isTitle, titleOf } from './title.ts';
import { withoutLine } from './without-line.ts';

/** What one chapter has of a note: its blocks in the order of the note, and the lines they came from. */
export interface Piece {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  /** First and last line, counted from 1. */
  readonly lines: readonly [number, number];
  readonly blocks: readonly Block[];
  /** False for a topic that the outline does not name. */
  readonly outlined: boolean;
}

/** The pieces of a note, and what was found while it was cut. */
export interface Split {
  readonly pieces: readonly Piece[];
  readonly messages: readonly Message[];
}

/** A line of the note that opens a chapter, or that names a part or the whole. */
interface Opening {
  readonly line: number;
  /** The chapters that quote the line; none for a part or the whole. */
  readonly chapters: readonly { readonly id: string; readonly title: string }[];
  /** What the line names, where it opens no chapter. */
  readonly names?: string;
}

/**
 * Cuts a note into chapters at the lines that the outline quotes. A topic that the outline does not name becomes a
 * chapter of its own, with a warning; a note that the outline does not quote at all is one chapter.
 */
export function split(
  draft: Draft,
  outline: Outline | undefined,
  fallback: { readonly id: string; readonly title?: string },
): Split {
  const openings = outline ? openingsOf(draft, outline) : [];
  if (openings.length === 0) return { pieces: [whole(draft, fallback)], messages: [] };
  const messages: Message[] = [];
  const named = new Set(openings.filter(({ names }) => names !== undefined).map(({ line }) => line));
  const blocks = openLists(draft.tree.children, new Set(openings.map(({ line }) => line))).flatMap((block, i, all) => {
    const line = lineOf(block);
    const begins = i === 0 || all.slice(i - 1, i).some((last) => lineOf(last) !== line);
    return begins && named.has(line) ? withoutLine([block], draft.raw[line - 1] ?? '') : [block];
  });
  const apart = new Set([...named, ...removedLines(draft)]);
  const starts = withUnknownTopics(blocks, openings, draft, messages);
  if (starts.length === 0) return { pieces: [{ ...whole(draft, fallback), blocks }], messages };
  const pieces = starts.flatMap((start, i): readonly Piece[] => {
    const next = starts[i + 1]?.line ?? draft.raw.length + 1;
    const own = blocks.filter((block) => lineOf(block) >= (i === 0 ? 1 : start.line) && lineOf(block) < next);
    const body = own[0] && lineOf(own[0]) === start.line && isTitle(own[0]) ? own.slice(1) : own;
    return start.chapters.map(({ id, title, outlined }, j) => ({
      id,
      title,
      note: draft.note,
      lines: [start.line, j === 0 ? lastLine(draft.raw, [start.line, next - 1], apart) : start.line] as const,
      blocks: j === 0 ? body : [],
      outlined,
    }));
  });
  return { pieces, messages };
}

/** Quotes of the outline that no line of any note answers to. */
export function unansweredQuotes(
  outline: Outline,
  place: (path: readonly PropertyKey[]) => Place,
  notes: readonly { readonly raw: readonly string[] }[],
): readonly Message[] {
  const lines = new Set(notes.flatMap(({ raw }) => raw.map(bare)));
  const check = (quotes: readonly string[], path: readonly PropertyKey[]): readonly Message[] =>
    quotes.flatMap((quote, i) =>
      lines.has(bare(quote))
        ? []
        : [
            message(
              'heading-quote-missing',
              place([...path, 'headings', i]),
              `Unexpected quote \`${quote}\`, which is no line of any note, expected one as it stands there.${didYouMean(quote, lines)}`,
            ),
          ],
    );
  return [
    ...check(outline.headings, []),
    ...outline.parts.flatMap((part, i) => [
      ...check(part.headings, ['parts', i]),
      ...part.chapters.flatMap((chapter, j) => check(chapter.headings, ['parts', i, 'chapters', j])),
    ]),
  ];
}

/** A line without list number, bullet, hashes and trailing dash: how outline and note are held side by side. */
const bare = (line: string): string => line.replace(/^\s*(\d+[.)]\s*|[-*+]\s+)?#*\s*/, '').replace(/\s*[-–—]?\s*$/, '');

function openingsOf(draft: Draft, outline: Outline): readonly Opening[] {
  const chapters = outline.parts.flatMap((part) => part.chapters);
  const names = [{ title: outline.title, headings: outline.headings }, ...outline.parts];
  return draft.raw.flatMap((text, i): readonly Opening[] => {
    const line = bare(text);
    if (line === '') return [];
    const opened = chapters.filter(({ headings }) => headings.some((quote) => bare(quote) === line));
    if (opened.length > 0) return [{ line: i + 1, chapters: opened }];
    const named = names.find(({ headings }) => headings.some((quote) => bare(quote) === line));
    return named ? [{ line: i + 1, chapters: [], names: named.title }] : [];
  });
}

interface Start {
  readonly line: number;
  readonly chapters: readonly { readonly id: string; readonly title: string; readonly outlined: boolean }[];
}

/** Where chapters start: at the openings, and at headings of their rank that the outline does not know. */
function withUnknownTopics(
  blocks: readonly Block[],
  openings: readonly Opening[],
  draft: Draft,
  messages: Message[],
): readonly Start[] {
  const opened = new Map(openings.map((opening) => [opening.line, opening]));
  const headings = blocks.filter((block): block is Heading => block.type === 'heading');
  const rank = Math.min(
    ...headings.filter((heading) => (opened.get(lineOf(heading))?.chapters.length ?? 0) > 0).map(({ depth }) => depth),
  );
  const unknown = headings.filter((heading) => heading.depth <= rank && !opened.has(lineOf(heading)));
  for (const heading of unknown) {
    messages.push(
      message(
        'chapter-not-in-outline',
        placeOf(draft, lineOf(heading)),
        `Unexpected topic \`${titleOf(heading)}\`, which no chapter of outline.yaml quotes; it became a chapter of its own, the last. Add it to outline.yaml.`,
      ),
    );
  }
  for (const { line, names } of openings) {
    if (names !== undefined)
      messages.push(
        message('part-title', placeOf(draft, line), `This line names \`${names}\` and stands in no chapter.`, {
          before: (draft.raw[line - 1] ?? '').trim(),
          after: names,
        }),
      );
  }
  const known = openings
    .filter(({ chapters }) => chapters.length > 0)
    .map(({ line, chapters }) => ({
      line,
      chapters: chapters.map(({ id, title }) => ({ id, title, outlined: true })),
    }));
  const own = unknown.map((heading) => {
    const title = titleOf(heading);
    return { line: lineOf(heading), chapters: [{ id: slug(title), title, outlined: false }] };
  });
  return [...known, ...own].toSorted((a, b) => a.line - b.line);
}

/** Lines that a message says to be no text: rules, and fences around prose. */
const removedLines = ({ messages, raw }: Draft): readonly number[] =>
  messages
    .filter(
      ({ code, line }) =>
        code === 'separator-removed' || (code === 'fence-unwrapped' && /^\s*(`{3,}|~{3,})/.test(raw[line - 1] ?? '')),
    )
    .map(({ line }) => line);

/** Cuts lists in front of the items that open something. */
function openLists(blocks: readonly Block[], lines: ReadonlySet<number>): readonly Block[] {
  return blocks.flatMap((block): readonly Block[] => {
    if (block.type !== 'list') return [block];
    return block.children.reduce<List[]>((lists, item, i) => {
      const last = lists.at(-1);
      if (last && !lines.has(lineOf(item))) lists[lists.length - 1] = { ...last, children: [...last.children, item] };
      else
        lists.push({
          ...block,
          ...(block.ordered && { start: (block.start ?? 1) + i }),
          children: [item],
          ...(item.position && { position: item.position }),
        });
      return lists;
    }, []);
  });
}

/** The whole note as one chapter, titled by its first heading where it opens with one. */
function whole(draft: Draft, { id, title }: { readonly id: string; readonly title?: string }): Piece {
  const [first, ...rest] = draft.tree.children;
  const opens = first?.type === 'heading' && title === undefined;
  const named = title ?? (first?.type === 'heading' ? titleOf(first) : '');
  return {
    id,
    title: named || humane(draft.note),
    note: draft.note,
    lines: [1, Math.max(1, lastLine(draft.raw, [1, draft.raw.length]))],
    blocks: opens && isTitle(first) ? rest : draft.tree.children,
    outlined: false,
  };
}

/** The last line of a range that is not blank and not one of those `apart`. */
function lastLine(
  raw: readonly string[],
  [from, to]: readonly [number, number],
  apart: ReadonlySet<number> = new Set(),
): number {
  let last = to;
  while (last > from && ((raw[last - 1] ?? '').trim() === '' || apart.has(last))) last--;
  return last;
}

const lineOf = (node: { readonly position?: { readonly start: { readonly line: number } } | undefined }): number =>
  node.position?.start.line ?? 1;

/** `notes/rate-limiter_v2.md` as a title: `Rate limiter v2`. */
const humane = (note: string): string => {
  const name = (note.split('/').at(-1) ?? note)
    .replace(/\.\w+$/, '')
    .replaceAll(/[_-]+/g, ' ')
    .trim();
  return name.charAt(0).toUpperCase() + name.slice(1);
};

/**
 * An address for a title: words in lower case, joined by hyphens; letters of any script stay, Latin ones without
 * accents. It is cut where a file of this name would become too long for a file system.
 */
export const slug = (text: string): string =>
  [
    ...text
      .normalize('NFKD')
      .replaceAll(/(?<=\p{Script=Latin}\p{M}*)\p{M}/gu, '')
      .normalize('NFC')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-'),
  ]
    .slice(0, 60)
    .join('')
    .replaceAll(/^-+|-+$/g, '') || 'note';
