import type { Root, Text } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import remarkStringify, { type Options } from 'remark-stringify';
import { unified } from 'unified';
import { stringify } from 'yaml';
import { mdxHazards } from './mdx-hazards.ts';

/** Writes a text held only against the hazards whose character it has: of a hundred most cannot be in it. */
const text: NonNullable<NonNullable<Options['handlers']>['text']> = ({ value }: Text, _, state, info) => {
  const { unsafe } = state;
  state.unsafe = unsafe.filter(({ character }) => value.includes(character));
  const escaped = state.safe(value, info);
  state.unsafe = unsafe;
  return escaped;
};

const processor = unified()
  .use(remarkParse)
  .use(remarkMdx)
  .use(remarkGfm, { singleTilde: false, tablePipeAlign: false })
  .use(remarkStringify, {
    bullet: '-',
    emphasis: '*',
    fences: true,
    handlers: { text },
    incrementListMarker: true,
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
