import type { Heading } from 'mdast';
import { advance, type Draft, placeOf } from '../draft.ts';
import { mapBlocks } from '../map-blocks.ts';
import { type Message, message } from '../message.ts';

/**
 * Rules drawn between topics go: headings divide a chapter.
 * A rule directly below a picture, or below several lines, had made a heading of them; they are what they were again.
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
    blocks.flatMap((block) => {
      if (block.type === 'thematicBreak') {
        drop(block.position?.start.line ?? 1, 'line of dashes between topics');
        return [];
      }
      if (block.type !== 'heading' || !isAccident(block, draft.raw)) return [block];
      drop(block.position?.end.line ?? 1, 'dashes that made a heading of the line above');
      return [{ type: 'paragraph', children: block.children, ...(block.position && { position: block.position }) }];
    }),
  );
  return advance(draft, tree, messages);
}

/** A heading made by a line of dashes or equals signs, of a picture or of more than one line. */
function isAccident(heading: Heading, raw: readonly string[]): boolean {
  const { start, end } = heading.position ?? { start: { line: 1 }, end: { line: 1 } };
  const underlined = end.line > start.line && /^[\s>]*(-+|=+)\s*$/.test(raw[end.line - 1] ?? '');
  const pictures =
    heading.children.length > 0 &&
    heading.children.every((child) => child.type === 'image' || (child.type === 'text' && child.value.trim() === ''));
  return underlined && (pictures || end.line - start.line > 1);
}
