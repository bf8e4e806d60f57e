/** A word in lower case without the endings that the engine's stemmer takes off too. */
export const trunk = (word: string): string =>
  word.length < 5 ? word : word.replace(/(?:iest|ier|ies|ied|ing|ed|er|est|es|s|e|y)$/, '');
