import { treeOf } from './documents.ts';
import { type Chapter, chapters } from './handbook.ts';
import { visit } from './normalize/visit.ts';

/** The addresses outside the site that a chapter's text links to, each once, in the order of first mention. */
export const addressesOf = ({ id }: Chapter): readonly string[] => found.get(id) ?? [];

const found: ReadonlyMap<string, readonly string[]> = new Map(
  chapters.map((chapter) => {
    const addresses = new Set<string>();
    visit({ type: 'root', children: [...treeOf(chapter)] }, 'link', ({ url }) => {
      if (/^https?:/.test(url) && URL.canParse(url)) addresses.add(new URL(url).href);
      return undefined;
    });
    return [chapter.id, [...addresses]];
  }),
);
