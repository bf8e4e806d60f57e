import { toString as textOf } from 'mdast-util-to-string';
import { parse } from '../normalize/parse.ts';

/** What a cell says, without its Markdown; what is not a line of words, such as `-`, is the text that it is. */
export function cellText(markdown: string): string {
  const [first] = parse([markdown]).children;
  return first?.type === 'paragraph' ? textOf(first).trim() : markdown.trim();
}
