import { z } from 'zod';

/** Words, digits and single hyphens in lower case: what may stand in an address. */
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens, such as `rate-limiter`');

const headings = z.array(z.string().min(1)).default([]);

const chapter = z.strictObject({
  /** Address of the chapter (`caching` is served at `/caching/`) and name of its files; never reused. */
  id,
  /** Title on the page, in the sidebar and in search results. */
  title: z.string().min(1),
  /** The chapter's answer in one sentence, shown under the title and in search results. */
  summary: z.string().min(1),
  /**
   * What else readers call the chapter's subject when they search: acronyms, full names, products, common misspellings.
   * Never shown. The names of its terms with `link: chapter` are known already.
   */
  aliases: z.array(z.string().min(1)).default([]),
  /**
   * Lines of the raw notes that open this chapter, quoted without list number, hashes and trailing dash.
   * Of several chapters that quote one line the first owns it; the others show it.
   */
  headings,
  /** Chapters to read first, by id. */
  prerequisites: z.array(id).default([]),
});

const part = z.strictObject({
  /** Title of the group of chapters. */
  title: z.string().min(1),
  /** Lines of the raw notes that name this group and belong to no chapter of it. */
  headings,
  /** One sentence about the group, shown on the home page. */
  summary: z.string().min(1).optional(),
  /** The chapters in reading order. */
  chapters: z.array(chapter).min(1),
});

/** Schema of `outline.yaml`: the handbook's title, its parts and its chapters, in reading order. */
export const outlineSchema = z.strictObject({
  /** Title of the whole handbook. */
  title: z.string().min(1),
  /** Lines of the raw notes that title the whole and belong to no chapter. */
  headings,
  /** The groups of chapters in reading order. */
  parts: z.array(part).min(1),
});

/** The checked content of `outline.yaml`. */
export type Outline = z.infer<typeof outlineSchema>;

/** One chapter of the outline. */
export type OutlineChapter = z.infer<typeof chapter>;
