import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'zod';

/** A chapter as the normalizer prints it: nobody writes this front matter by hand. */
const chapter = z.strictObject({
  /** Address of the chapter. */
  id: z.string(),
  /** Title on the page. */
  title: z.string(),
  /** The chapter's answer in one sentence; a note that the outline does not name has none. */
  summary: z.string().optional(),
  /** Title of the part that the chapter belongs to. */
  part: z.string().optional(),
  /** Place in the reading order of the whole handbook, from 0. */
  order: z.int(),
  /** Chapters to read first, by id. */
  prerequisites: z.array(z.string()).default([]),
  /** The note that the chapter came from, and its first and last line there. */
  source: z.strictObject({ note: z.string(), lines: z.tuple([z.int(), z.int()]) }),
});

export const collections = {
  chapters: defineCollection({
    loader: glob({ pattern: '*.mdx', base: './src/content/chapters', generateId: ({ data }) => String(data['id']) }),
    schema: chapter,
  }),
};
