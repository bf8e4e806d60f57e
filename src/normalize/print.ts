import type { InlineCode, List, Nodes, Root, Text } from 'mdast';
import { defaultHandlers, type Handle, type Join } from 'mdast-util-to-markdown';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { stringify } from 'yaml';
import { isMisread, mdxHazards } from './mdx-hazards.ts';

/** Writes a text held only against the hazards whose character it has: of a hundred most cannot be in it. */
const text: Handle = ({ value }: Text, parent, state, info) => {
  if (parent?.type === 'mdxJsxTextElement' && parent.name === 'code') return referenced(value);
  const { unsafe } = state;
  state.unsafe = unsafe.filter(({ character }) => value.includes(character));
  // Behind an escaped tilde micromark lets an asterisk end emphasis that only begins there: a reference is no tilde.
  const escaped = state.safe(value, { ...info, encode: ['~'] });
  state.unsafe = unsafe;
  return escaped;
};

/** Writes code as an element where Sätteri would misread it between backticks; a comment parts what would be an address. */
const inlineCode: Handle = (node: InlineCode, parent, state) => {
  if (isMisread(node.value)) return `<code>${node.value.split(inAddress).map(referenced).join('{/**/}')}</code>`;
  const code = defaultHandlers.inlineCode(node, parent, state);
  return state.stack.includes('tableCell') ? code.replaceAll('|', '\\|') : code;
};

const inAddress = /(?<=https?)(?=:)|(?<=www)(?=\.)|(?=@)/i;

/** A text in which nothing but letters and digits stands for itself, on one line. */
const referenced = (value: string): string =>
  value
    .replaceAll('\n', ' ')
    .replaceAll(/[^\p{L}\p{M}\p{N} ]/gu, (sign) => `&#x${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()};`);

/** A list below a paragraph that begins with nothing, or with a number other than one, would go on with its text. */
const apart: Join = (left, right) => {
  let first: Nodes | undefined = right;
  let list: List | undefined;
  for (; first?.type === 'list'; first = first.children[0]?.children[0]) list = first;
  return left.type === 'paragraph' && list && (!first || (list.ordered && list.start !== 1)) ? 1 : undefined;
};

const processor = unified()
  .use(remarkParse)
  .use(remarkMdx)
  .use(remarkGfm, { singleTilde: false, tablePipeAlign: false })
  .use(remarkStringify, {
    bullet: '-',
    emphasis: '*',
    fences: true,
    handlers: { inlineCode, text },
    incrementListMarker: true,
    join: [apart],
    listItemIndent: 'one',
    resourceLink: true,
    rule: '-',
    setext: false,
    unsafe: [...mdxHazards],
  })
  .freeze();

/** Prints a tree as MDX in which nothing but its own JSX runs; printed text parses back to the same print. */
export const printBody = (tree: Root): string => processor.stringify(tree);

/** Reads what `printBody` printed. */
export const parseMdx = (text: string): Root => processor.parse(text);

/** Prints a chapter: front matter, the word of warning to editors, and the body. */
export function print(frontMatter: Readonly<Record<string, unknown>>, tree: Root): string {
  const data = stringify(frontMatter, { lineWidth: 0 });
  return `---\n${data}---\n\n{/* Generated from the notes. Edit those, then run \`npm run notes\`. */}\n\n${printBody(tree)}`;
}
