import type { Message } from '../normalize/message.ts';
import type { Settings } from '../normalize/settings/settings.ts';
import { slug } from '../normalize/split.ts';
import { cellText } from '../table/cell-text.ts';
import { termNames } from './chapter-aliases.ts';
import { entryIds } from './entry-ids.ts';
import { indexed } from './indexed.ts';

/** Something that search finds and that is a part of a page: an entry of the glossary, or of the ledger. */
export interface SearchRecord {
  readonly kind: 'term' | 'correction';
  /** Address within the site, without base path. */
  readonly path: string;
  /** What is shown of it, and beside its title what it is searched by. */
  readonly meta: { readonly title: string; readonly term?: string; readonly quote?: string };
  /** Plain text that is searched, and shown in parts. */
  readonly text: string;
}

/** Every term and every correction as a record, in the order of their pages. */
export const records = ({ terms }: Pick<Settings, 'terms'>, messages: readonly Message[]): readonly SearchRecord[] => [
  ...terms.map((term) => ({
    kind: 'term' as const,
    path: `/glossary/#${slug(term.term)}`,
    meta: {
      title: term.acronym ? `${term.term} (${term.acronym})` : term.term,
      // The names of a term that a chapter is about are names of the chapter.
      ...(term.link !== 'chapter' && { term: indexed(termNames(term)) }),
    },
    text: cellText(term.definition),
  })),
  ...[...entryIds(messages)]
    .filter(([{ verdict }]) => verdict !== undefined)
    .map(([{ before = '', after, reason }, id]) => ({
      kind: 'correction' as const,
      path: `/corrections/#${id}`,
      meta: { title: before, quote: indexed([before]) },
      text: cellText(`${after ?? ''} ${reason}`),
    })),
];
