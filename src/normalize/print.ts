import type { Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { stringify } from 'yaml';
import { mdxHazards } from './mdx-hazards.ts';

const processor = unified()
  .use(remarkParse)
  .use(remarkMdx)
  .use(remarkGfm, { singleTilde: false, tablePipeAlign: false })
  .use(remarkStringify, {
    bullet: '-',
    emphasis: '*',
    fences: true,
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
