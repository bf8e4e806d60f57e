import { stringify } from 'yaml';
import { addressOf } from './address.ts';
import type { Document } from './documents.ts';
import { changedOn } from './handbook.ts';
import { heading, inline, paragraph } from './markdown/nodes.ts';
import { printMarkdown } from './markdown/print-markdown.ts';

/** The page of a document as Markdown with front matter: what it is, where it stands, and what its facts rest on. */
export function twinOf(document: Document): string {
  const { path, title, summary, checked, subject, body } = document;
  const changed = subject.kind === 'chapter' ? changedOn(subject.chapter) : undefined;
  const data = {
    title,
    url: addressOf(path),
    description: summary,
    ...(changed !== undefined && { last_changed: changed }),
    ...(checked.length > 0 && { facts_checked: { first: checked[0], last: checked.at(-1) } }),
    ...(subject.kind === 'chapter' && { source: subject.chapter.data.source }),
  };
  const text = printMarkdown([heading(1, title), paragraph(...inline(summary)), ...body()], (url) =>
    url.startsWith('#') ? addressOf(path) + url : addressOf(url),
  );
  return `---\n${stringify(data, { lineWidth: 0 })}---\n\n${text}`;
}
