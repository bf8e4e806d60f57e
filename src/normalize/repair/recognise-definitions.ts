import type { Paragraph } from 'mdast';
import { advance, type Draft, placeOf } from '../draft.ts';
import { inlineText, linesOf } from '../inline-lines.ts';
import { mapBlocks } from '../map-blocks.ts';
import { type Message, message } from '../message.ts';

/** `Term - meaning` and `Term : meaning` become `**Term:** meaning`. */
export function recogniseDefinitions(draft: Draft): Draft {
  const messages: Message[] = [];
  const tree = mapBlocks(draft.tree, (blocks) =>
    blocks.map((block) => (block.type === 'paragraph' ? define(block, draft, messages) : block)),
  );
  return advance(draft, tree, messages);
}

/** True for a line of the form `Term - meaning`. */
export const isDefinition = (text: string): boolean => definition.test(text) && !isChain(text);

/**
 * Up to five words that begin with a capital or a digit, and a dash, underscore or colon between spaces; a mark
 * between two numbers is a minus or a ratio.
 */
const definition =
  /^(?!(?:A|An|And|But|He|I|If|In|It|She|So|The|Then|There|They|This|We|When|You) \p{Ll})([\p{Lu}\p{N}][^\s.!?:]*(?: [^\s.!?:]+){0,4}?)(?!(?<=(?:^|\s)[\d.,]+)\s+\S\s+\d)\s+[-–—:_]\s+(?=\S)/u;

function define(paragraph: Paragraph, draft: Draft, messages: Message[]): Paragraph {
  const lines = linesOf(paragraph);
  const [first, ...rest] = paragraph.children;
  if (lines.length !== 1 || first?.type !== 'text') return paragraph;
  const found = definition.exec(first.value);
  const term = found?.[1];
  if (!found || !term || isChain(first.value)) return paragraph;
  const meaning = first.value.slice(found[0].length);
  const line = lines[0]?.line ?? 1;
  messages.push(
    message(
      'definition-recognised',
      placeOf(draft, line),
      'Unexpected line of a term and its meaning, made a definition.',
      { before: inlineText(paragraph.children), after: `${term}: ${meaning}` },
    ),
  );
  return {
    ...paragraph,
    children: [
      { type: 'strong', children: [{ type: 'text', value: `${term}:` }] },
      { type: 'text', value: ` ${meaning}` },
      ...rest,
    ],
  };
}

/** `Producer - Broker - Consumer`: short words joined by dashes, none of which explains another. */
const isChain = (text: string): boolean => {
  const links = text.split(/\s[-–—]\s/);
  return links.length > 2 && links.every((link) => link.trim().split(/\s+/).length <= 3);
};
