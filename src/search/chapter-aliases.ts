import type { OutlineChapter } from '../normalize/settings/outline.ts';
import type { Term } from '../normalize/settings/terms.ts';

/** Every other name of a chapter: those of the outline, then those of the terms that lead to it instead of the glossary. */
export function chapterAliases(chapter: OutlineChapter, terms: readonly Term[]): readonly string[] {
  const own = terms.filter((term) => term.chapter === chapter.id && term.link === 'chapter').flatMap(termNames);
  return [...new Set([...chapter.aliases, ...own])].filter((name) => name !== chapter.title);
}

/** The names of a term: itself, its acronym, its aliases. */
export const termNames = ({ term, acronym, aliases }: Term): readonly string[] => [
  term,
  ...(acronym ? [acronym] : []),
  ...aliases,
];
