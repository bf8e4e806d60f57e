import type { List, ListItem, Paragraph, PhrasingContent } from 'mdast';
import { advance, type Draft, placeOf } from '../draft.ts';
import { dropTrailing, inlineText, linesOf, sliceRun, trimRun } from '../inline-lines.ts';
import { type Block, mapBlocks } from '../map-blocks.ts';
import { type Message, message } from '../message.ts';

/**
 * Puts the entries of one line on lines of their own: `a) … b) …` becomes a list below its lead,
 * `CA - x CP - y` a list of pairs; a dash with nothing behind it goes.
 */
export function divideEntries(draft: Draft): Draft {
  const messages: Message[] = [];
  const tree = mapBlocks(draft.tree, (blocks) =>
    blocks.flatMap((block) => {
      if (block.type === 'list') return divideFirst(block, draft, messages);
      return block.type === 'paragraph' ? divide(block, draft, messages) : [block];
    }),
  );
  return advance(draft, tree, messages);
}

/** `1) one 2) two` was read as a list whose only item is the whole line. */
function divideFirst(list: List, draft: Draft, messages: Message[]): readonly Block[] {
  const [item, ...others] = list.children;
  const [only, ...more] = item?.children ?? [];
  if (!list.ordered || list.start !== 1 || others.length > 0 || only?.type !== 'paragraph' || more.length > 0)
    return [list];
  const line: Paragraph = { ...only, children: [{ type: 'text', value: '1) ' }, ...only.children] };
  const [divided] = enumerated(inlineText(line.children)) ? divide(line, draft, messages) : [];
  return [divided?.type === 'list' ? { ...divided, ordered: true, start: 1 } : list];
}

function divide(paragraph: Paragraph, draft: Draft, messages: Message[]): readonly Block[] {
  const lines = linesOf(paragraph);
  const [line] = lines;
  if (!line || lines.length > 1) return [paragraph];
  const place = placeOf(draft, line.line);
  const children = dropTrailing(line.children, /(?<=\S)\s+[-–—_]\s*$/);
  const [before, text] = [inlineText(line.children), inlineText(children)];
  if (text !== before)
    messages.push(
      message('trailing-dash-removed', place, 'Unexpected dash with nothing behind it, removed.', {
        before,
        after: text,
      }),
    );
  const entries = enumerated(text) ?? pairs(text);
  const items = entries?.items.map(([from, to]) => sliceRun(children, from, to));
  const lead = entries && sliceRun(children, 0, entries.lead);
  if (!items || !lead || items.includes(undefined) || !areWhole(children, [lead, ...items]))
    return [text === before ? paragraph : { ...paragraph, children: [...children] }];
  messages.push(
    message('line-split', place, 'Unexpected list within a line, expected one list item each.', { before: text }),
  );
  const { position } = paragraph;
  const list: Block = {
    type: 'list',
    ordered: false,
    spread: false,
    children: items.map(
      (item): ListItem => ({
        type: 'listItem',
        spread: false,
        children: [{ ...paragraph, children: [...trimRun(item ?? [])] }],
        ...(position && { position }),
      }),
    ),
    ...(position && { position }),
  };
  const title = trimRun(dropTrailing(lead, /\s*[:-]?\s*$/));
  const colon: PhrasingContent[] = inlineText(title).endsWith(':') ? [] : [{ type: 'text', value: ':' }];
  return title.length === 0 ? [list] : [{ ...paragraph, children: [...title, ...colon] }, list];
}

/** True where every picture, link and mark of a line is in one part of it: none stands behind the last entry. */
const areWhole = (children: readonly PhrasingContent[], parts: readonly (readonly PhrasingContent[] | undefined)[]) =>
  children.every((child) => child.type === 'text' || parts.filter((part) => part?.includes(child)).length === 1);

/** Where in a line its entries stand: the end of the lead, and start and end of each. */
interface Entries {
  readonly lead: number;
  readonly items: readonly (readonly [number, number])[];
}

/** `lead a) one b) two`, with letters or numbers that count from the first without a gap. */
function enumerated(text: string): Entries | undefined {
  const marks = [...text.matchAll(/(?<=^|[\s,;:])\(?([a-z]|\d{1,2})\)\s+(?=\S)/g)];
  const [first] = marks;
  if (!first || marks.length < 2) return undefined;
  const letters = marks.every((mark, i) => mark[1] === String.fromCharCode(97 + i));
  const numbers = marks.every((mark, i) => mark[1] === String(i + 1));
  if (!letters && !numbers) return undefined;
  const ends = marks.map((_, i) => text.slice(0, marks[i + 1]?.index ?? text.length).replace(/[\s,;]+$/, '').length);
  const items = marks.map((mark, i) => [mark.index + mark[0].length, ends[i] ?? 0] as const);
  return items.every(([from, to]) => to > from) ? { lead: first.index, items } : undefined;
}

/** `CA - x CP - y AP - z`: nothing but pairs of an acronym and one word. */
function pairs(text: string): Entries | undefined {
  if (!/^\s*(?:[A-Z]{2,5} - \S+(?:\s+|$)){2,}$/.test(text)) return undefined;
  return {
    lead: 0,
    items: [...text.matchAll(/[A-Z]{2,5} - \S+/g)].map((pair) => [pair.index, pair.index + pair[0].length] as const),
  };
}
