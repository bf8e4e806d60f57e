import type { Heading } from 'mdast';
import { advance, type Draft, placeOf } from '../draft.ts';
import { inlineText } from '../inline-lines.ts';
import { type Block, mapBlocks } from '../map-blocks.ts';
import { type Message, message } from '../message.ts';

/**
 * Rules drawn between topics go: headings divide a chapter.
 * A rule directly below a picture, a sentence or several lines had made a heading of them; they are what they were
 * again.
 */
export function dropSeparators(draft: Draft): Draft {
  const messages: Message[] = [];
  const drop = (line: number, what: string): void => {
    messages.push(
      message('separator-removed', placeOf(draft, line), `Unexpected ${what}, removed.`, {
        before: (draft.raw[line - 1] ?? '').trim(),
      }),
    );
  };
  const tree = mapBlocks(draft.tree, (blocks) =>
    blocks.flatMap((block): readonly Block[] => {
      if (block.type === 'thematicBreak') {
        drop(block.position?.start.line ?? 1, 'line of dashes between topics');
        return [];
      }
      if (block.type !== 'heading') return [block];
      const underlined = isUnderlined(block, draft.raw);
      if (!isPicture(block) && !(underlined && isText(block))) return [block];
      if (underlined) drop(block.position?.end.line ?? 1, 'dashes that made a heading of the line above');
      return [{ type: 'paragraph', children: block.children, ...(block.position && { position: block.position }) }];
    }),
  );
  return advance(draft, tree, messages);
}

/** A heading made by a line of dashes or equals signs below it. */
function isUnderlined(heading: Heading, raw: readonly string[]): boolean {
  const { start, end } = spanOf(heading);
  return end > start && /^[\s>]*(-+|=+)\s*$/.test(raw[end - 1] ?? '');
}

const isPicture = ({ children }: Heading): boolean =>
  children.some((child) => child.type === 'image') &&
  children.every((child) => child.type === 'image' || (child.type === 'text' && child.value.trim() === ''));

/** No title: more than one line, or a sentence. */
const isText = (heading: Heading): boolean =>
  spanOf(heading).end - spanOf(heading).start > 1 || /[.,;]$/.test(inlineText(heading.children).trim());

const spanOf = ({ position }: Heading): { readonly start: number; readonly end: number } => ({
  start: position?.start.line ?? 1,
  end: position?.end.line ?? 1,
});
