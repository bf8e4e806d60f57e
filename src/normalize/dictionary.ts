/** What the speller asks of its dictionaries; words are given in lower case. */
export interface Dictionary {
  /** True for a word that some dictionary knows. */
  has(word: string): boolean;
  /** The right word for a well-known misspelling that has exactly one. */
  correction(word: string): string | undefined;
  /** The known word nearest to an unknown one, if any is near. */
  suggestion(word: string): string | undefined;
}
