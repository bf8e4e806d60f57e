import type { BlockContent, Heading, Root, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Block } from './map-blocks.ts';
import { parse } from './parse.ts';
import type { Term } from './settings/terms.ts';

/** What a chapter is put together from. */
export interface Parts {
  /** The author's text of the chapter, with its sections at level 2; absent for a note without one. */
  readonly text: Root | undefined;
  /** What the raw notes say, corrected. */
  readonly notes: readonly Block[];
  /** Tables of the chapter that its text does not call for. */
  readonly tables: readonly Block[];
  /** The terms that the chapter explains. */
  readonly terms: readonly Term[];
}

/**
 * Puts a chapter together: the first section of its text, then what the notes say, then the other sections, with
 * the terms before the sources. Without a text the chapter is the notes. Headings begin at level 2 and skip none.
 */
export function assemble({ text, notes, tables, terms }: Parts): Root {
  if (!text) return { type: 'root', children: levelled([...notes, ...tables, ...glossary(terms)], 2) };
  const sections = sectionsOf(text.children);
  const [first = [], ...others] = sections;
  const closing = others.filter(isSources);
  const middle = others.filter((section) => !isSources(section));
  return {
    type: 'root',
    children: levelled(
      [
        ...first,
        ...(notes.length > 0 ? [heading('From the notes'), ...levelled(notes, 3)] : []),
        ...middle.flat(),
        ...(tables.length > 0 ? [heading('Comparison'), ...tables] : []),
        ...glossary(terms),
        ...closing.flat(),
      ],
      2,
    ),
  };
}

/** The blocks cut in front of each heading of level 2. */
function sectionsOf(blocks: readonly RootContent[]): readonly (readonly RootContent[])[] {
  return blocks.reduce<RootContent[][]>((sections, block) => {
    if ((block.type === 'heading' && block.depth <= 2) || sections.length === 0) sections.push([]);
    sections.at(-1)?.push(block);
    return sections;
  }, []);
}

const isSources = ([first]: readonly RootContent[]): boolean =>
  first?.type === 'heading' && textOf(first) === 'Sources';

const heading = (title: string): Heading => ({ type: 'heading', depth: 2, children: [{ type: 'text', value: title }] });

function glossary(terms: readonly Term[]): readonly RootContent[] {
  if (terms.length === 0) return [];
  return [
    heading('Terms'),
    {
      type: 'list',
      ordered: false,
      spread: false,
      children: terms.map((term) => ({ type: 'listItem', spread: false, children: definition(term) })),
    },
  ];
}

function definition(term: Term): BlockContent[] {
  const { children } = parse([term.definition]);
  const [first] = children;
  const name = term.acronym === undefined ? term.term : `${term.term} (${term.acronym})`;
  const label = {
    type: 'strong',
    children: [{ type: 'text', value: `${name}:` }],
  } as const;
  return [
    {
      type: 'paragraph',
      children: [
        { ...label, children: [...label.children] },
        { type: 'text', value: ' ' },
        ...(first?.type === 'paragraph' ? first.children : []),
      ],
    },
  ];
}

/** Shifts headings so that the highest has the given level, and closes gaps between levels. */
function levelled(blocks: readonly Block[], top: 2 | 3): RootContent[] {
  const open: number[] = [];
  return blocks.map((block) => {
    if (block.type !== 'heading') return block;
    while (open.length > 0 && (open.at(-1) ?? 0) >= block.depth) open.pop();
    open.push(block.depth);
    return { ...block, depth: Math.min(top + open.length - 1, 6) as Heading['depth'] };
  });
}
