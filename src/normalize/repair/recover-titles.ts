import type { Heading, Paragraph } from 'mdast';
import { advance, type Draft } from '../draft.ts';
import { inlineText, linesOf } from '../inline-lines.ts';
import type { Block } from '../map-blocks.ts';
import type { Message } from '../message.ts';
import { headingBlocks } from './heading-blocks.ts';

/**
 * Title lines without any markup become headings: a few capitalised words alone in a paragraph, above a list, a
 * table or code, or set apart by two blank lines or more. Set apart, a title ranks with the topics; else one below.
 */
export function recoverTitles(draft: Draft): Draft {
  const messages: Message[] = [];
  let topic: Heading['depth'] = 2;
  const children = draft.tree.children.flatMap((block, i, all): readonly Block[] => {
    if (block.type === 'heading') topic = block.depth;
    const next = all[i + 1];
    if (block.type !== 'paragraph' || !next || !isTitle(block)) return [block];
    const apart = blankLinesAbove(block, draft.raw) >= 2;
    if (!apart && !isBody(next, draft.raw)) return [block];
    const depth = (apart ? topic : Math.min(topic + 1, 6)) as Heading['depth'];
    const [line] = linesOf(block);
    return line ? headingBlocks({ depth, children: line.children }, line, draft, messages) : [block];
  });
  return advance(draft, { ...draft.tree, children }, messages);
}

const word = "(?:[\\p{Lu}\\p{N}][\\p{L}\\p{N}'’/&+.-]*|&|-|–|and|for|in|of|on|the|to|vs|with)";
const title = new RegExp(`^(?=\\p{Lu})${word}(?: ${word}){0,5}$`, 'u');

/** One line of one to six capitalised words, without a stop, a link or a picture. */
function isTitle(paragraph: Paragraph): boolean {
  const lines = linesOf(paragraph);
  const [line] = lines;
  if (!line || lines.length > 1 || line.children.some((child) => child.type !== 'text')) return false;
  const text = inlineText(line.children).trim();
  return !text.endsWith('.') && title.test(text.replace(/\s*[-:]$/, ''));
}

/** What a title stands above: a list, a table, or code, be it out of its fence already. */
const isBody = (block: Block, raw: readonly string[]): boolean =>
  ['list', 'table', 'code'].includes(block.type) ||
  /^\s*(`{3,}|~{3,})/.test(raw[(block.position?.start.line ?? 1) - 2] ?? '');

function blankLinesAbove(block: Block, raw: readonly string[]): number {
  let line = (block.position?.start.line ?? 1) - 1;
  const last = line;
  while (line > 0 && (raw[line - 1] ?? '').trim() === '') line--;
  return last - line;
}
