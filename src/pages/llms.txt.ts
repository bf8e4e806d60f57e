import type { APIRoute } from 'astro';
import { addressOf } from '../address.ts';
import { documents, name } from '../documents.ts';
import { parts } from '../handbook.ts';
import { entries } from '../markdown/entries.ts';
import { type Blocks, heading, link, paragraph, text } from '../markdown/nodes.ts';
import { printMarkdown } from '../markdown/print-markdown.ts';

/** The handbook for language models, as llmstxt.org has it: what it is, and where each page's Markdown stands. */
export const GET: APIRoute = () => new Response(printMarkdown(index(), addressOf));

function index(): Blocks {
  const home = documents.find(({ path }) => path === '/');
  const pages = (kinds: readonly string[]) =>
    documents
      .filter(({ subject }) => kinds.includes(subject.kind))
      .map(({ path, title, summary }) => ({ url: `${path}index.md`, title, summary }));
  return [
    heading(1, name),
    { type: 'blockquote', children: [paragraph(text(home?.summary ?? ''))] },
    paragraph(
      text('Every page has its text as Markdown at its own address with '),
      { type: 'inlineCode', value: 'index.md' },
      text(
        ' behind it. Footnotes in a table name the source of a cell and the day on which it was checked, or the runs by which it was measured. ',
      ),
      link('/llms-full.txt', 'All chapters in one file'),
      text('.'),
    ),
    ...parts.flatMap((part) => [
      heading(2, part.title === '' ? 'Chapters' : part.title),
      ...entries(part.chapters.map(({ id, data: { title, summary } }) => ({ url: `/${id}/index.md`, title, summary }))),
    ]),
    heading(2, 'Reference'),
    ...entries(pages(['comparisons', 'labs', 'glossary'])),
    heading(2, 'Comparison tables'),
    ...entries(pages(['comparison'])),
    heading(2, 'Optional'),
    ...entries([
      ...pages(['home', 'corrections']),
      { url: '/llms-full.txt', title: 'All chapters', summary: 'The text of every chapter, in reading order.' },
    ]),
  ];
}
