import { z } from 'zod';

const term = z.strictObject({
  /** The term as it is written within a sentence; capitals only where they belong to it. */
  term: z.string().min(1),
  /** Its acronym, linked like the term. */
  acronym: z.string().min(1).optional(),
  /** Other names, linked like the term; a regular plural needs no entry. */
  aliases: z.array(z.string().min(1)).default([]),
  /** What it means, in one or two sentences of Markdown. */
  definition: z.string().min(1),
  /** Id of the chapter that explains it. */
  chapter: z.string().min(1),
  /** Where a mention leads: to the `glossary` entry, to the `chapter` that is about it, or nowhere (`none`). */
  link: z.enum(['glossary', 'chapter', 'none']).default('glossary'),
});

/** Schema of `terms.yaml`: the glossary. */
export const termsSchema = z.array(term);

/** One checked entry of `terms.yaml`. */
export type Term = z.infer<typeof term>;
