import type { Nodes, PhrasingContent, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { SKIP, visit } from './normalize/visit.ts';

/** A sentence of a chapter that links to something. */
export interface Mention {
  /** Id of the chapter that holds the sentence. */
  readonly from: string;
  /** How many headings of the chapter stand before the sentence; the last of them is its section's. */
  readonly headings: number;
  /** The sentence: what stands before the linked words, these, and what stands behind them. */
  readonly sentence: readonly [before: string, linked: string, after: string];
}

/**
 * The mentions of each address, in the order of the chapters, of each chapter the first. Chapters go by their address
 * (`/caching/`) whatever section a link names, terms by their entry (`/glossary/#hot-key`); a chapter's links to
 * itself are left out.
 */
export function backlinks(chapters: ReadonlyMap<string, Root>): ReadonlyMap<string, readonly Mention[]> {
  const found = new Map<string, Mention[]>();
  for (const [from, tree] of chapters) {
    for (const [url, mention] of mentionsIn(from, tree)) {
      const target = url.startsWith('/glossary/') ? url : url.replace(/#.*/, '');
      const earlier = found.get(target) ?? [];
      if (target === `/${from}/` || earlier.at(-1)?.from === from) continue;
      found.set(target, [...earlier, mention]);
    }
  }
  return found;
}

/** Every link to an address within the site, with its sentence, in the order of the text. */
function mentionsIn(from: string, tree: Root): readonly (readonly [url: string, mention: Mention])[] {
  const mentions: (readonly [string, Mention])[] = [];
  let headings = 0;
  visit(tree, (node) => {
    if (node.type === 'heading') headings += 1;
    if (node.type !== 'paragraph' && node.type !== 'tableCell' && node.type !== 'heading') return undefined;
    for (const { url, start, end, text } of linksOf(node.children))
      mentions.push([url, { from, headings, sentence: sentenceAround(text, start, end) }]);
    return SKIP;
  });
  return mentions;
}

/** The links among the contents of a block, each with its place in the text of the block. */
function linksOf(children: readonly PhrasingContent[]) {
  const links: { url: string; start: number; end: number }[] = [];
  let text = '';
  const read = (node: Nodes): void => {
    const start = text.length;
    if ('value' in node && (node.type === 'text' || node.type === 'inlineCode')) text += node.value;
    else if (node.type === 'break') text += ' ';
    else if ('children' in node && !isMark(node)) for (const child of node.children) read(child);
    if (node.type === 'link' && /^\/[^/]/.test(node.url)) links.push({ url: node.url, start, end: text.length });
  };
  for (const child of children) read(child);
  return links.map((link) => ({ ...link, text: text.replaceAll('\n', ' ') }));
}

/** The mark of a source at a word, which means nothing away from its table. */
const isMark = (node: Nodes): boolean =>
  node.type === 'mdxJsxTextElement' && node.name === 'sup' && textOf(node) !== '';

/** Where one sentence ends and the next begins: not behind common abbreviations. */
const boundary = /(?<!\b(?:e\.g|i\.e|vs|cf|approx|No))[.!?][”"’)]*\s+(?=[“"‘(]*[\p{Lu}\p{N}])/gu;

/** How many characters of a sentence stay on each side of the linked words. */
const reach = 120;

function sentenceAround(text: string, start: number, end: number): Mention['sentence'] {
  const ends = [...text.matchAll(boundary)].map(({ index, 0: found }) => index + found.length);
  const from = ends.findLast((at) => at <= start) ?? 0;
  const to = ends.find((at) => at >= end) ?? text.length;
  const before = text.slice(from, start).trimStart();
  const after = text.slice(end, to).trimEnd();
  return [
    before.length > reach ? before.slice(-reach).replace(/^\S*\s/, '… ') : before,
    text.slice(start, end),
    after.length > reach ? after.slice(0, reach).replace(/\s\S*$/, ' …') : after,
  ];
}
