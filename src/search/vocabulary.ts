/** Something with an address that a reader may ask for by name. */
export interface Named {
  readonly kind: 'chapter' | 'table' | 'term';
  readonly title: string;
  /** Address within the site, without base path. */
  readonly path: string;
  /** Other names, not shown. */
  readonly names: readonly string[];
}

/** What the site knows the words of: fetched when search is opened, and where no page was found. */
export interface Vocabulary {
  readonly named: readonly Named[];
  /** Misspellings that the author has decided on, with what they stand for. */
  readonly misspelt: Readonly<Record<string, string>>;
  /** Every other word of the site in lower case, joined by spaces. */
  readonly words: string;
}

/** The words of a text in lower case; what Pagefind drops from a word, as the dot of `robots.txt`, is dropped here. */
export const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}|['’.]/gu, '')
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** Makes a vocabulary of what has a name and of the texts of the site; words without a letter are left out. */
export function vocabularyOf(
  named: readonly Named[],
  misspelt: Readonly<Record<string, string>>,
  texts: Iterable<string>,
): Vocabulary {
  const words = new Set([...texts].flatMap((text) => wordsOf(text)));
  for (const { title, names } of named) for (const word of wordsOf([title, ...names].join(' '))) words.delete(word);
  return {
    named,
    misspelt,
    words: [...words]
      .filter((word) => word.length > 2 && /\p{L}/u.test(word))
      .toSorted()
      .join(' '),
  };
}
