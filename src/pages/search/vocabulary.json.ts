import type { APIRoute } from 'astro';
import { chapters, comparisons, settings } from '../../handbook.ts';
import { slug } from '../../normalize/split.ts';
import { chapterAliases, termNames } from '../../search/chapter-aliases.ts';
import { type Named, vocabularyOf } from '../../search/vocabulary.ts';

const outlined = settings.outline?.parts.flatMap((part) => part.chapters) ?? [];

const named: readonly Named[] = [
  ...chapters.map(({ id, data: { title } }) => {
    const chapter = outlined.find((entry) => entry.id === id);
    return {
      kind: 'chapter' as const,
      title,
      path: `/${id}/`,
      names: chapter ? chapterAliases(chapter, settings.terms) : [],
    };
  }),
  ...comparisons.map(({ id, title }) => ({ kind: 'table' as const, title, path: `/compare/${id}/`, names: [] })),
  ...settings.terms
    .filter(({ link }) => link !== 'chapter')
    .map((term) => ({
      kind: 'term' as const,
      title: term.term,
      path: `/glossary/#${slug(term.term)}`,
      names: termNames(term).slice(1),
    })),
];

/** Text without the addresses and the tags in it. */
const prose = (mdx: string): string => mdx.replaceAll(/\]\([^)]*\)|<[^>]*>/g, ' ');

/** The words that the site knows, for search and for the page of what was not found. */
export const GET: APIRoute = () =>
  Response.json(
    vocabularyOf(
      named,
      settings.spelling.words,
      [
        ...chapters.map(({ body = '' }) => body),
        ...comparisons.flatMap(({ columns, rows, question, verdict = '', remarks }) => [
          ...columns,
          ...rows.flat().map(({ value }) => value),
          question,
          verdict,
          ...remarks,
        ]),
        ...settings.terms.map(({ definition }) => definition),
        ...settings.corrections.map(({ correction: { quote, becomes = '', truth } }) => `${quote} ${becomes} ${truth}`),
      ].map(prose),
    ),
  );
