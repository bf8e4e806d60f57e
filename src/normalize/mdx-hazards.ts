import type { Unsafe } from 'mdast-util-to-markdown';

/**
 * What would be misread in plain text beyond what remark already escapes, in the notation of mdast-util-to-markdown:
 * the character is printed escaped or as a character reference, which both compilers read as prose.
 */
export const mdxHazards: readonly Unsafe[] = [
  { atBreak: true, character: '*', after: '(?=[ \\t\\r\\n])' }, // a list item below a mark alone in its line
  { atBreak: true, character: '+', after: '(?=[ \\t\\r\\n])' },
  { atBreak: true, character: '-', after: '(?=[ \\t\\r\\n])' },
  { atBreak: true, before: '\\d+', character: '.', after: '(?=[ \\t\\r\\n])' },
  { atBreak: true, character: 'e', after: 'xport' }, // a module statement
  { atBreak: true, character: 'i', after: 'mport' }, // a module statement
];

/**
 * Whether code would be misread between backticks. Sätteri decides whether a brace stands in code before it reads the
 * code: it pairs backticks at equal depth of brackets, and passes over what a backslash precedes, in code as well.
 */
export function isMisread(code: string): boolean {
  let depth = 0;
  for (const [sign] of code.matchAll(/\\.|[[\]`\\]/gs)) {
    if (sign === '`' || sign === '\\') return true;
    if (sign === '[') depth++;
    else if (sign === ']' && --depth < 0) return true;
  }
  return depth > 0;
}
