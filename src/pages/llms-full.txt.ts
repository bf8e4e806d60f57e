import type { APIRoute } from 'astro';
import { addressOf } from '../address.ts';
import { chapterText, documents, name } from '../documents.ts';
import { chapters } from '../handbook.ts';
import { type Blocks, heading, inline, link, paragraph, text } from '../markdown/nodes.ts';
import { printMarkdown } from '../markdown/print-markdown.ts';

/** All chapters in reading order as one Markdown file, without what the raw notes had. */
export const GET: APIRoute = () => {
  const summary = documents.find(({ path }) => path === '/')?.summary ?? '';
  const start = printMarkdown(
    [heading(1, name), { type: 'blockquote', children: [paragraph(text(summary))] }],
    addressOf,
  );
  const texts = chapters.map((chapter) => {
    const { id, data } = chapter;
    const blocks: Blocks = [
      heading(1, data.title),
      paragraph(link(`/${id}/`, addressOf(`/${id}/`))),
      ...(data.summary === undefined ? [] : [paragraph(...inline(data.summary))]),
      ...chapterText(chapter),
    ];
    return printMarkdown(blocks, (url) => addressOf(url.startsWith('#') ? `/${id}/${url}` : url));
  });
  return new Response([start, ...texts].join('\n'));
};
