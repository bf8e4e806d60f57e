import type { Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { copyTree } from './copy-tree.ts';
import { didYouMean, type Message, message } from './message.ts';
import { slug } from './split.ts';
import { visit } from './visit.ts';

/** A chapter that links may lead into. */
export interface Target {
  readonly title: string;
  readonly tree: Root;
}

/**
 * Lets links to a part of a chapter, as `resolveLinks` marked them, lead to the heading of that name; where the
 * chapter, found by its address, has none, the link leads to the chapter, with a message.
 */
export function resolveParts(
  tree: Root,
  chapters: ReadonlyMap<string, Target>,
): { readonly tree: Root; readonly messages: readonly Message[] } {
  let names = false;
  visit(tree, 'link', ({ data }) => {
    names ||= data?.part !== undefined;
    return undefined;
  });
  if (!names) return { tree, messages: [] };
  const resolved = copyTree(tree);
  const messages: Message[] = [];
  visit(resolved, 'link', (node) => {
    const part = node.data?.part;
    const chapter = chapters.get(node.url);
    if (!part || !chapter || slug(part.name) === slug(chapter.title)) return undefined;
    const headings = headingsOf(chapter.tree);
    const heading = headings.find((text) => slug(text) === slug(part.name));
    if (heading !== undefined) node.url += `#${anchorOf(heading)}`;
    else {
      const reason = `Unexpected part \`${part.name}\`, which \`${chapter.title}\` has no heading for; the link leads to the chapter.`;
      messages.push(message('unknown-part', part.place, `${reason}${didYouMean(part.name, headings)}`));
    }
    return undefined;
  });
  return { tree: resolved, messages };
}

function headingsOf(tree: Root): readonly string[] {
  const found: string[] = [];
  visit(tree, 'heading', (heading) => void found.push(textOf(heading, { includeImageAlt: false })));
  return found;
}

/** The anchor that GitHub, and Astro with it, gives a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
