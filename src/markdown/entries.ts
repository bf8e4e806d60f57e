import type { PhrasingContent } from 'mdast';
import { type Blocks, inline, link, list, text } from './nodes.ts';

/** One page of a list of pages. */
export interface Entry {
  readonly url: string;
  readonly title: string;
  /** What the page says, as a line of Markdown. */
  readonly summary?: string | undefined;
}

/** A list of links, each with what it leads to. */
export const entries = (pages: readonly Entry[]): Blocks => [
  list(
    pages.map(({ url, title, summary }) => {
      const about: PhrasingContent[] = summary ? [text(': '), ...inline(summary)] : [];
      return [{ type: 'paragraph', children: [link(url, title), ...about] }];
    }),
  ),
];
