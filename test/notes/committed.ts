import { readdirSync, readFileSync } from 'node:fs';
import type { Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { parse as parseYaml } from 'yaml';
import type { Message } from '../../src/normalize/message.ts';
import type { Chapter } from '../../src/normalize/normalize.ts';

/** Markdown as it is looked at here: its text and its tree, whose lines count in that text. */
export interface Page {
  readonly markdown: string;
  readonly tree: Root;
}

/** A committed chapter: its front matter and what follows it. */
export interface CommittedChapter extends Page {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly part: string;
  readonly order: number;
  readonly source: { readonly note: string; readonly lines: readonly [number, number] };
  /** The Markdown of the section that holds what the raw notes say; empty where they only name the topic. */
  readonly fromNotes: string;
}

/** What the last run of the normalizer reported, as committed. */
export interface Report {
  readonly chapters: readonly Omit<Chapter, 'mdx'>[];
  readonly messages: readonly Message[];
}

/** Where the author's files are, seen from the project's folder. */
export const notesFolder = 'notes';

const chaptersFolder = 'src/content/chapters';
const processor = unified().use(remarkParse).use(remarkGfm).use(remarkMdx);

/** Markdown or MDX with its tree. */
export const pageOf = (markdown: string): Page => ({ markdown, tree: processor.parse(markdown) });

/** Every committed chapter by id, in the order in which their front matter puts them. */
export const chapters: readonly CommittedChapter[] = readdirSync(chaptersFolder)
  .filter((name) => name.endsWith('.mdx'))
  .map((name) => {
    const [, frontMatter = '', body = ''] =
      /^---\n(.*?)\n---\n(.*)$/s.exec(readFileSync(`${chaptersFolder}/${name}`, 'utf8')) ?? [];
    return { ...parseYaml(frontMatter), ...pageOf(body), fromNotes: sectionOf(body, 'From the notes') };
  })
  .toSorted((a, b) => a.order - b.order);

/** What stands under a heading of level 2, up to the next. */
export function sectionOf(body: string, title: string): string {
  return body.split(/^## /m).find((section) => section.startsWith(`${title}\n`)) ?? '';
}

/** The words of a text, in lower case. */
export const words = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** The raw notes as they are. */
export const rawNotes = readFileSync(`${notesFolder}/system-design.md`, 'utf8');

/** The committed report. */
export const report: Report = JSON.parse(readFileSync('src/content/report.json', 'utf8'));
