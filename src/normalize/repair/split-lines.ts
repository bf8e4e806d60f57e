import type { Paragraph, PhrasingContent } from 'mdast';
import { advance, type Draft, placeOf } from '../draft.ts';
import { dropLeading, type InlineLine, inlineText, linesOf } from '../inline-lines.ts';
import { type Block, mapBlocks } from '../map-blocks.ts';
import { type Message, message } from '../message.ts';
import { headingBlocks } from './heading-blocks.ts';
import { isDefinition } from './recognise-definitions.ts';

/**
 * Finds in each paragraph the lines that are something else: `###Title` a heading, `• item` a list item.
 * Lines out of a code block, and lines that read like entries of a list, become items; other lines stay a paragraph.
 */
export function splitLines(draft: Draft): Draft {
  const messages: Message[] = [];
  const tree = mapBlocks(draft.tree, (blocks) =>
    blocks.flatMap((block) => (block.type === 'paragraph' ? split(block, draft, messages) : [block])),
  );
  return advance(draft, tree, messages);
}

/** What a line of a paragraph turned out to be. */
type Kind = 'heading' | 'item' | 'picture' | 'text';

function split(paragraph: Paragraph, draft: Draft, messages: Message[]): readonly Block[] {
  const lines = linesOf(paragraph);
  const entries = paragraph.data?.verse ? isVerse(lines) : isEntries(lines);
  const kinds = lines.map(
    (line): Kind =>
      isHashed(line, draft, messages)
        ? 'heading'
        : isBulleted(line) || entries
          ? 'item'
          : isPicture(line)
            ? 'picture'
            : 'text',
  );
  if (kinds.every((kind) => kind === 'text') || (kinds.length === 1 && kinds[0] === 'picture'))
    return [withoutVerse(paragraph)];
  const blocks: Block[] = [];
  lines.forEach((line, i) => {
    const kind = kinds[i];
    if (kind === 'heading') blocks.push(...headingBlocks(hashed(line), line, draft, messages));
    else if (kind === 'item') blocks.push(itemOf(line));
    else if (kind === 'text' && kinds[i - 1] === 'text') blocks[blocks.length - 1] = joined(blocks.at(-1), line);
    else blocks.push(paragraphOf(line.children, line.line));
  });
  const items = lines.filter((_, i) => kinds[i] === 'item');
  if (items[0])
    messages.push(
      message(
        'line-split',
        placeOf(draft, items[0].line),
        'Unexpected list entries in running text, expected one list item each.',
      ),
    );
  return mergeItems(blocks);
}

/** Lines that stood in a code block are statements, unless one goes on in lower case. */
const isVerse = (lines: readonly InlineLine[]): boolean =>
  lines.length > 1 && lines.every(({ children }) => !/^\p{Ll}/u.test(inlineText(children)));

/** Two lines or more, each a few capitalised words without a stop, or each a definition. */
const isEntries = (lines: readonly InlineLine[]): boolean =>
  lines.length > 1 &&
  [isShort, isDefinition].some((isEntry) => lines.every(({ children }) => isEntry(inlineText(children))));

const isShort = (text: string): boolean => /^\p{Lu}[\p{L}\p{N}]*( \p{Lu}[\p{L}\p{N}]*){0,3}\s*$/u.test(text);

const bullet = /^[•‣◦▪▫●○■□⁃∙·–—]\s+(?=\S)/u;
const isBulleted = ({ children: [first] }: InlineLine): boolean => first?.type === 'text' && bullet.test(first.value);

/** A line that is nothing but a picture stands for itself. */
const isPicture = ({ children: [first, ...others] }: InlineLine): boolean =>
  first?.type === 'image' && others.every((node) => node.type === 'text' && node.value.trim() === '');

const hashes = /^(?:\d+[.)]\s*)?(#{1,6})(?=[^#\s])/;

/** True for `###Title`; hashtags and seven hashes are refused, which is reported. */
function isHashed(line: InlineLine, draft: Draft, messages: Message[]): boolean {
  const [first] = line.children;
  if (first?.type !== 'text' || !/^(\d+[.)]\s*)?#/.test(first.value)) return false;
  const text = inlineText(line.children);
  const found = hashes.exec(text);
  const tags = found?.[1] === '#' && (/[\s,]#\S/.test(text) || !/^#\p{Lu}/u.test(text));
  if (found && !tags) return true;
  const what = found ? 'tags' : 'more than six hashes';
  messages.push(
    message(
      'heading-refused',
      placeOf(draft, line.line),
      `Unexpected ${what}, kept as text. A heading is one to six hashes, a space and a title.`,
      { before: text },
    ),
  );
  return false;
}

function hashed(line: InlineLine): { depth: 1 | 2 | 3 | 4 | 5 | 6; children: readonly PhrasingContent[] } {
  const found = hashes.exec(inlineText(line.children));
  return {
    depth: (found?.[1]?.length ?? 1) as 1 | 2 | 3 | 4 | 5 | 6,
    children: dropLeading(line.children, found?.[0].length ?? 0),
  };
}

const at = (line: number) => ({ position: { start: { line, column: 1 }, end: { line, column: 1 } } });

const paragraphOf = (children: readonly PhrasingContent[], line: number): Paragraph => ({
  type: 'paragraph',
  children: [...children],
  ...at(line),
});

function itemOf(line: InlineLine): Block {
  const [first] = line.children;
  const marker = first?.type === 'text' ? (bullet.exec(first.value)?.[0].length ?? 0) : 0;
  const children = dropLeading(line.children, marker);
  return {
    type: 'list',
    ordered: false,
    spread: false,
    children: [{ type: 'listItem', spread: false, children: [paragraphOf(children, line.line)], ...at(line.line) }],
    ...at(line.line),
  };
}

function joined(block: Block | undefined, line: InlineLine): Paragraph {
  const paragraph = block?.type === 'paragraph' ? block : paragraphOf([], line.line);
  const position = paragraph.position && { ...paragraph.position, end: { line: line.line, column: 1 } };
  return {
    ...paragraph,
    children: [...paragraph.children, { type: 'text', value: '\n' }, ...line.children],
    ...(position && { position }),
  };
}

function withoutVerse(paragraph: Paragraph): Paragraph {
  if (!paragraph.data) return paragraph;
  const { data: _, ...rest } = paragraph;
  return rest;
}

/** Items made one by one become lists. */
function mergeItems(blocks: readonly Block[]): readonly Block[] {
  return blocks.reduce<Block[]>((merged, block) => {
    const last = merged.at(-1);
    if (block.type === 'list' && last?.type === 'list')
      merged[merged.length - 1] = { ...last, children: [...last.children, ...block.children] };
    else merged.push(block);
    return merged;
  }, []);
}
