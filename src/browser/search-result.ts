import { bestSections, type Section } from '../search/best-sections.ts';
import { trunk } from '../search/trunk.ts';
import { element } from './element.ts';

/** A page, or an entry of one, that Pagefind found. */
export interface Found {
  readonly url: string;
  /** HTML: escaped text with `<mark>` around the words met. */
  readonly excerpt: string;
  readonly content: string;
  readonly meta: { readonly title: string };
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly sub_results: readonly Section[];
}

/** What kinds of results are called. */
export const kinds = {
  chapter: { one: 'Chapter', many: 'Chapters' },
  table: { one: 'Table', many: 'Tables' },
  term: { one: 'Term', many: 'Terms' },
  correction: { one: 'Correction', many: 'Corrections' },
} as const;

/** A kind of results; the name of its filter in the index. */
export type Kind = keyof typeof kinds;

/** How many sections of a page are shown. */
const sectionCount = 3;

/** A result as an item of the list: the page, and below it the sections that answer best, with the words marked. */
export function searchResult(found: Found, words: readonly string[]): HTMLLIElement {
  const { url, meta, excerpt, content, filters, sub_results } = found;
  const kind = Object.entries(kinds).find(([name]) => name in filters)?.[1].one;
  const sections = bestSections(
    sub_results.filter((section) => section.url !== url),
    content,
    sectionCount,
  );
  return element(
    'li',
    { className: 'find' },
    element(
      'div',
      { className: 'find-page' },
      element('a', { href: url }, ...marked(meta.title, words)),
      ...(kind ? [element('span', { className: 'find-kind' }, kind)] : []),
      ...(sections.length === 0 ? [element('p', { innerHTML: excerpt })] : []),
    ),
    ...(sections.length === 0
      ? []
      : [
          element(
            'ul',
            { className: 'find-sections' },
            ...sections.map((section) =>
              element(
                'li',
                { className: 'find-section' },
                element('a', { href: section.url }, ...marked(section.title, words)),
                element('p', { innerHTML: section.excerpt }),
              ),
            ),
          ),
        ]),
  );
}

/** A text in which the words that begin like one of those asked for are marked. */
function marked(text: string, words: readonly string[]): readonly (Node | string)[] {
  const trunks = words.map(trunk);
  return text
    .split(/([\p{L}\p{N}]+)/u)
    .map((part) => (trunks.some((start) => part.toLowerCase().startsWith(start)) ? element('mark', {}, part) : part));
}
