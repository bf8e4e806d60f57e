import { z } from 'zod';

/** Schema of `spelling.yaml`: what the author has decided about words and names. */
export const spellingSchema = z.strictObject({
  /** Misspelt word, in lower case → right word; the case of the first letter is kept. */
  words: z.record(z.string().regex(/^\p{Ll}[\p{Ll}'-]*$/u, 'one word in lower case'), z.string().min(1)).default({}),
  /** Text exactly as found → proper name or right phrase; the longest match wins. */
  names: z.record(z.string().min(2), z.string().min(1)).default({}),
  /** Words that are right although no dictionary has them. */
  known: z.array(z.string().min(1)).default([]),
});

/** The checked content of `spelling.yaml`. */
export type Spelling = z.infer<typeof spellingSchema>;
