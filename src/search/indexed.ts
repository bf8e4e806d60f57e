import { wordsOf } from './vocabulary.ts';

/**
 * Names as metadata that the engine weighs by field: each word once, without the hyphens. Pagefind 1.5.2 counts a word
 * with hyphens once as a whole and once for each of its parts, and lifts its page by the cube of that.
 */
export const indexed = (names: readonly string[]): string => [...new Set(names.flatMap(wordsOf))].join(' ');
