import type { Nodes, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { visit } from './normalize/visit.ts';

/** What a reader wants to know of a chapter before beginning it. */
export interface ChapterFacts {
  /** Whole minutes that reading takes, at least one. */
  readonly minutes: number;
  /**
   * The day since which every fact of the chapter has been checked, as `YYYY-MM-DD`: the oldest day of all, since a
   * chapter is as fresh as its oldest fact. Nothing where no fact has a day.
   */
  readonly checked?: string;
  /** Ids of the chapters to know before, as far as they exist. */
  readonly before: readonly string[];
}

/** Words that an adult reads in a minute of plain text (Brysbaert 2019 found 238 for English; technical text is slower). */
const wordsAMinute = 220;

/** A table is looked through and not read line by line: half of its words count, and half of those of code. */
const share = { table: 0.5, code: 0.5 } as const;

/** Works out the facts of one chapter from its text and from the days of everything that it rests on. */
export function chapterFacts({
  tree,
  days,
  prerequisites,
  chapters,
}: {
  readonly tree: Root;
  /** Days on which the facts of the chapter were checked, in any order; an empty text is none. */
  readonly days: readonly string[];
  readonly prerequisites: readonly string[];
  /** Ids of all chapters. */
  readonly chapters: ReadonlySet<string>;
}): ChapterFacts {
  const [checked] = days.filter(Boolean).toSorted();
  return {
    minutes: Math.max(1, Math.ceil(wordsToRead(tree) / wordsAMinute)),
    ...(checked !== undefined && { checked }),
    before: prerequisites.filter((id) => chapters.has(id)),
  };
}

/** Words of a chapter as a reader meets them; its list of sources and the small print below tables are looked up, not read. */
function wordsToRead({ children }: Root): number {
  let skipped = false;
  return children.reduce((sum, block) => {
    if (block.type === 'heading' && block.depth <= 2) skipped = textOf(block) === 'Sources';
    return skipped || isSmallPrint(block) ? sum : sum + wordsOf(block);
  }, 0);
}

function wordsOf(block: Nodes): number {
  let words = 0;
  visit(block, (node) => {
    if (node.type === 'text' || node.type === 'inlineCode') words += countWords(node.value);
    if (node.type === 'code') words += countWords(node.value) * share.code;
    return undefined;
  });
  return block.type === 'table' ? words * share.table : words;
}

const countWords = (text: string): number => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

const isSmallPrint = (block: Nodes): boolean =>
  block.type === 'paragraph'
    ? block.children.length > 0 && block.children.every(isSmall)
    : block.type === 'mdxJsxFlowElement' && block.name === 'small';

const isSmall = (node: Nodes): boolean => node.type === 'mdxJsxTextElement' && node.name === 'small';
