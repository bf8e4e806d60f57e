import type { APIRoute } from 'astro';
import { toString as textOf } from 'mdast-util-to-string';
import type { Previews } from '../browser/preview-text.ts';
import { chapterOf, chapters, factsOf, settings } from '../handbook.ts';
import { parse } from '../normalize/parse.ts';
import { slug } from '../normalize/split.ts';

const plain = (markdown: string): string => textOf(parse([markdown]));

const previews: Previews = {
  chapters: Object.fromEntries(
    chapters.map((chapter) => {
      const { title, summary = '', part = '' } = chapter.data;
      return [chapter.id, [title, plain(summary), part, factsOf(chapter).minutes]];
    }),
  ),
  terms: Object.fromEntries(
    settings.terms.map(({ term, acronym, definition, chapter }) => [
      slug(term),
      [acronym ? `${term} (${acronym})` : term, plain(definition), chapterOf(chapter)?.data.title ?? ''],
    ]),
  ),
};

/** What a card shows of each chapter and each term; fetched when the first card is asked for. */
export const GET: APIRoute = () => new Response(JSON.stringify(previews));
