import { distance } from 'fastest-levenshtein';
import { stopWords } from './stop-words.ts';
import { trunk } from './trunk.ts';
import { type Vocabulary, wordsOf } from './vocabulary.ts';

/** What the engine is asked for what a reader typed. */
export interface Ask {
  /** Searches in the order in which they are tried until one finds something; none where no word is known. */
  readonly attempts: readonly string[];
  /** Words that were taken for others. */
  readonly taken: readonly { readonly typed: string; readonly meant: string }[];
}

/** Turns what readers type into what the engine is asked, by a vocabulary; quoted text is asked for as it stands. */
export function asking(vocabulary: Vocabulary): (typed: string) => Ask {
  const names = [
    ...new Set(vocabulary.named.flatMap(({ title, names }) => [title, ...names]).flatMap((name) => wordsOf(name))),
  ];
  const rest = vocabulary.words.split(' ');
  const all = ` ${[...names, ...rest].join(' ')} `;
  const begins = ` ${names.join(' ')} `;
  const isName = (word: string): boolean => begins.includes(` ${trunk(word)}`);
  const isKnown = (word: string): boolean => all.includes(` ${word}`) || all.includes(` ${trunk(word)}`);

  /** The words that a typed word stands for: itself where it is known, none where nothing is near. */
  function meant(word: string): readonly string[] {
    const decided = vocabulary.misspelt[word];
    if (decided !== undefined) return wordsOf(decided);
    if (isKnown(word)) return [word];
    const found = divided(word, all) ?? nearest(word, names) ?? nearest(word, rest) ?? [];
    return typeof found === 'string' ? [found] : found;
  }

  return (typed) => {
    if (/^\s*".+"\s*$/.test(typed)) return { attempts: [typed.trim()], taken: [] };
    const words = wordsOf(typed);
    const telling = words.filter((word) => !stopWords.has(word));
    const asked = (telling.length > 0 ? telling : words).map((word) => ({ word, meant: meant(word) }));
    const sought = [...new Set(asked.flatMap(({ meant }) => meant))];
    return {
      attempts:
        sought.length === 0 ? [] : [...new Set([sought, ...relaxed(sought, isName)].map((some) => some.join(' ')))],
      taken: asked
        .filter(({ word, meant }) => meant.length > 0 && meant.join(' ') !== word)
        .map(({ word, meant }) => ({ typed: word, meant: meant.join(' ') })),
    };
  };
}

/** Two known words that were run together. */
function divided(word: string, all: string): readonly [string, string] | undefined {
  for (let i = word.length - 2; i >= 2; i--) {
    const [first, second] = [word.slice(0, i), word.slice(i)];
    if (all.includes(` ${first} `) && all.includes(` ${second} `) && first.length + second.length > 5)
      return [first, second];
  }
  return undefined;
}

/** The known word that is the fewest letters away, if it is near; the first of several, those with the same beginning first. */
function nearest(word: string, known: readonly string[]): string | undefined {
  if (word.length < 4) return undefined;
  const limit = Math.max(1, Math.floor(word.length / 4));
  const near = known
    .filter((other) => other.length > 3 && Math.abs(other.length - word.length) <= limit)
    .map((other) => ({ other, far: distance(word, other) + (other[0] === word[0] ? 0 : 0.5) }))
    .filter(({ far }) => far < limit + 1);
  return near.toSorted((a, b) => a.far - b.far)[0]?.other;
}

/**
 * What to try when no page has all the words: only those that occur in names, as the rest is how the question was put;
 * then one word less, the later ones first; then each alone.
 */
function relaxed(words: readonly string[], isName: (word: string) => boolean): readonly (readonly string[])[] {
  const named = words.filter(isName);
  const lessOne = words.map((_, i) => words.toSpliced(words.length - 1 - i, 1));
  return [named, ...lessOne, ...words.map((word) => [word])].filter(
    ({ length }) => length > 0 && length < words.length,
  );
}
