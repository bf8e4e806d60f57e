import type { Unsafe } from 'mdast-util-to-markdown';

/**
 * What MDX would misread in plain text beyond what remark-mdx already escapes, in the notation of
 * mdast-util-to-markdown: the character is printed as a character reference, which both compilers read as prose.
 */
export const mdxHazards: readonly Unsafe[] = [
  { atBreak: true, character: 'e', after: 'xport' }, // a module statement
  { atBreak: true, character: 'i', after: 'mport' }, // a module statement
];
