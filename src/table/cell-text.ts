import { toString as textOf } from 'mdast-util-to-string';
import { parse } from '../normalize/parse.ts';

/** What a cell says, without its Markdown. */
export const cellText = (markdown: string): string => textOf(parse([markdown])).trim();
