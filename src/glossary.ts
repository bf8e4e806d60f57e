import { settings } from './handbook.ts';
import type { Term } from './normalize/settings/terms.ts';

const terms = settings.terms.toSorted((a, b) => a.term.localeCompare(b.term, 'en', { sensitivity: 'base' }));

/** The terms under their first letters, digits and signs together under #. */
export const letters: readonly { readonly letter: string; readonly id: string; readonly entries: readonly Term[] }[] = [
  ...Map.groupBy(terms, ({ term }) => /^[a-z]/i.exec(term)?.[0].toUpperCase() ?? '#').entries(),
].map(([letter, entries]) => ({
  letter,
  id: letter === '#' ? 'digits' : `letter-${letter.toLowerCase()}`,
  entries,
}));
