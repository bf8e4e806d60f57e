import type { Heading, List, ListItem } from 'mdast';
import { advance, type Draft } from '../draft.ts';
import { inlineText, linesOf } from '../inline-lines.ts';
import { type Block, mapBlocks } from '../map-blocks.ts';
import type { Message } from '../message.ts';
import { headingBlocks } from './heading-blocks.ts';

/** Titles that were list items become headings, with what stood below them in the item; other items stay a list. */
export function liftHeadings(draft: Draft): Draft {
  const messages: Message[] = [];
  const tree = mapBlocks(draft.tree, (blocks) =>
    blocks.flatMap((block) => (block.type === 'list' ? lift(block, draft, messages) : [block])),
  );
  return advance(draft, tree, messages);
}

function lift(list: List, draft: Draft, messages: Message[]): readonly Block[] {
  const headings = list.children.map(({ children: [first] }) => (first?.type === 'heading' ? first : undefined));
  const depth = headings.find((heading) => heading !== undefined)?.depth;
  if (depth === undefined) return [list];
  const blocks: Block[] = [];
  list.children.forEach((item, i) => {
    if (headings[i]) blocks.push(...item.children);
    else
      blocks.push(
        ...(siblingTitle(item, depth, draft, messages) ?? [
          { ...list, ...(list.ordered && { start: (list.start ?? 1) + i }), children: [item] },
        ]),
      );
  });
  return blocks;
}

/** Among titled items, an item that begins with a few capitalised words is titled too. */
function siblingTitle(
  item: ListItem,
  depth: Heading['depth'],
  draft: Draft,
  messages: Message[],
): readonly Block[] | undefined {
  const [first, ...rest] = item.children;
  if (first?.type !== 'paragraph') return undefined;
  const [line, ...more] = linesOf(first);
  if (
    !line ||
    more.length > 0 ||
    !/^\p{Lu}[\p{L}\p{N}]*( [\p{Lu}\p{N}][\p{L}\p{N}]*){0,5}( -)?\s*$/u.test(inlineText(line.children))
  )
    return undefined;
  return [...headingBlocks({ depth, children: line.children }, line, draft, messages), ...rest];
}
