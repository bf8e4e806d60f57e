import type { Heading, RootContent } from 'mdast';
import type { Block } from './map-blocks.ts';
import { visit } from './visit.ts';

/** The text of a heading, on one line. */
export const titleOf = (heading: Heading): string => textsOf(heading).join('').replaceAll(/\s+/g, ' ').trim();

/** A heading that says nothing but the title: one with a link, a picture, a footnote or markup within a word stays in the chapter. */
export function isTitle(block: Block): boolean {
  let isMere = block.type === 'heading';
  visit(block, ({ type }) => {
    if (type === 'link' || type === 'image' || type === 'footnoteReference') isMere = false;
    return undefined;
  });
  return isMere && !/[\p{L}\p{N}]\0[\p{L}\p{N}]/u.test(textsOf(block).join('\0'));
}

/** The pieces of text in a node, between which there is markup; a line break is a space. */
export function textsOf(node: RootContent): readonly string[] {
  const texts: string[] = [];
  visit(node, (inner) => {
    if ('value' in inner) texts.push(inner.value);
    else if (inner.type === 'image') texts.push(inner.alt ?? '');
    else if (inner.type === 'break' || (inner.type === 'mdxJsxTextElement' && inner.name === 'br')) texts.push(' ');
    return undefined;
  });
  return texts;
}
