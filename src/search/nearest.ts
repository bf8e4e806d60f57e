import { distance } from 'fastest-levenshtein';
import { type Named, wordsOf } from './vocabulary.ts';

/** What is named most like a text, nearest first; nothing where no name shares half of its letters, in order, with it. */
export function nearest(text: string, named: readonly Named[], count: number): readonly Named[] {
  const wanted = wordsOf(text).join('');
  if (wanted === '') return [];
  return named
    .map((entry) => ({
      entry,
      far: Math.min(...[entry.title, ...entry.names].map((name) => apart(wanted, wordsOf(name)))),
    }))
    .filter(({ far }) => far < 0.5)
    .toSorted((a, b) => a.far - b.far)
    .slice(0, count)
    .map(({ entry }) => entry);
}

/** How far a text is from a name or from a long word of it, as a share of its letters: 0 is the same. */
function apart(text: string, words: readonly string[]): number {
  const whole = words.join('');
  const share = (name: string): number => distance(text, name) / Math.max(text.length, name.length, 1);
  // A word of the name is less than the name, so a name that is the word comes first.
  return Math.min(share(whole), ...words.filter(({ length }) => length > 4).map((word) => share(word) + 0.1));
}
