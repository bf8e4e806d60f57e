import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { compile } from '@mdx-js/mdx';
import type { Link, Paragraph, Table as TableNode } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import { visit } from 'unist-util-visit';
import { describe, expect, test } from 'vitest';
import { explanationOf } from '../../src/normalize/link.ts';
import { parse } from '../../src/normalize/parse.ts';
import { readSettings } from '../../src/normalize/settings/settings.ts';
import { slug } from '../../src/normalize/split.ts';
import { checkedOn } from '../../src/table/provenance.ts';
import type { Table } from '../../src/table/table.ts';
import { chapters, notesFolder, rawNotes, report, sectionOf, words } from './committed.ts';

const settings = readSettings(
  new Map(
    readdirSync(notesFolder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => [file, readFileSync(`${notesFolder}/${file}`, 'utf8')]),
  ),
);
const outlined =
  settings.outline?.parts.flatMap((part) => part.chapters.map((chapter) => ({ ...chapter, part }))) ?? [];
const tables = [...settings.tables.values()];
const measured: readonly Table[] = readdirSync('src/content/chapters/measured').map((file) =>
  JSON.parse(readFileSync(`src/content/chapters/measured/${file}`, 'utf8')),
);
const each = chapters.map((chapter) => [chapter.id, chapter] as const);

describe('the handbook', () => {
  test('rests on the raw notes byte for byte', () => {
    const sum = createHash('sha256')
      .update(readFileSync(`${notesFolder}/system-design.md`))
      .digest('hex');
    expect(sum).toBe('fbf9b9dfc0c2bd0b84d6cde212e15bc472d3e1178ee0e96fc0fe03223d509e54');
    expect(rawNotes.split('\n')).toHaveLength(207);
  });

  test('has 38 chapters in the order of the outline', () => {
    expect(chapters.map(({ id }) => id)).toEqual(outlined.map(({ id }) => id));
    expect(report.chapters.map(({ id }) => id)).toEqual(outlined.map(({ id }) => id));
    expect(chapters).toHaveLength(38);
  });

  test('has no error in the files beside the notes, nor in the report', () => {
    expect(settings.messages).toEqual([]);
    expect(report.messages.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('warns of the twelve lost pictures and of nothing else', () => {
    const warnings = report.messages.filter(({ severity }) => severity === 'warning');
    expect(warnings.map(({ code }) => code)).toEqual(Array.from({ length: 12 }, () => 'picture-missing'));
  });

  test('defines each term once', () => {
    const names = settings.terms.flatMap(({ term, acronym, aliases }) => [
      term,
      ...(acronym ? [acronym] : []),
      ...aliases,
    ]);
    expect(names.filter((name, i) => names.indexOf(name) < i)).toEqual([]);
    const entries = settings.terms.map(({ term }) => slug(term));
    expect(entries.filter((entry, i) => entries.indexOf(entry) < i)).toEqual([]);
  });
});

describe('each chapter', () => {
  test.each(each)('%s has title, part and summary as outlined', (id, { title, part, summary }) => {
    const chapter = outlined.find((one) => one.id === id);
    expect({ title, part, summary }).toEqual({
      title: chapter?.title,
      part: chapter?.part.title,
      summary: chapter?.summary,
    });
    expect(words(summary).length).toBeGreaterThan(10);
  });

  test.each(each)('%s can be read in a minute: 75 to 130 words, first of all', (_, { tree, markdown }) => {
    const first = tree.children.find(({ type }) => type === 'heading');
    expect(first && textOf(first)).toBe('In a minute');
    const minute = textOf({ type: 'root', children: sectionNodes(tree.children, 'In a minute') });
    const count = minute.split(/\s+/).length;
    expect(count).toBeGreaterThanOrEqual(75);
    expect(count).toBeLessThanOrEqual(130);
    expect(sectionOf(markdown, 'In a minute')).not.toBe('');
  });

  test.each(each)('%s has numbers to know, terms and sources, in this order and at its end', (_, { tree }) => {
    const sections = tree.children
      .filter((node) => node.type === 'heading' && node.depth === 2)
      .map((node) => textOf(node));
    expect(sections.slice(-3)).toEqual(['Numbers to know', 'Terms', 'Sources']);
    expect(sections.filter((title, i) => sections.indexOf(title) < i)).toEqual([]);
  });

  test.each(each)('%s has a row for each of its figures, five or more', (id, { tree }) => {
    const figures = settings.tables.get(`${id}-numbers`);
    const [printed] = sectionNodes(tree.children, 'Numbers to know').filter(
      (node): node is TableNode => node.type === 'table',
    );
    expect(printed?.children).toHaveLength((figures?.rows.length ?? 0) + 1);
    expect(figures?.rows.length).toBeGreaterThanOrEqual(5);
  });

  test.each(each)('%s has an item for each of its terms, its own name among them', (id, { tree }) => {
    const own = settings.terms.filter((term) => term.chapter === id);
    const [list] = sectionNodes(tree.children, 'Terms').filter(({ type }) => type === 'list');
    const items = list?.type === 'list' ? list.children.map((item) => textOf(item)) : [];
    expect(items).toHaveLength(own.length);
    for (const { term } of own)
      expect(items.some((item) => item.toLowerCase().startsWith(term.toLowerCase()))).toBe(true);
    expect(own.some((term) => term.link === 'chapter')).toBe(true);
  });

  test.each(each)('%s names three sources or more, each one that sources.yaml has', (_, { tree }) => {
    const known = new Set(Object.values(settings.sources).map(({ url }) => url));
    const links = urls(sectionNodes(tree.children, 'Sources')).filter((url) => !url.startsWith('/'));
    expect(links.filter((url) => !known.has(url))).toEqual([]);
    expect(links.length).toBeGreaterThanOrEqual(3);
  });

  test.each(each)('%s has no paragraph of more than 95 words', (_, { tree }) => {
    const long: string[] = [];
    visit(tree, 'paragraph', (paragraph: Paragraph) => {
      if (isLegend(paragraph)) return;
      if (textOf(paragraph).split(/\s+/).length > 95) long.push(textOf(paragraph));
    });
    expect(long).toEqual([]);
  });

  test.each(each)('%s links to places that exist, never to itself', (id, { tree }) => {
    const places = new Set([
      ...chapters.map((chapter) => `/${chapter.id}/`),
      ...settings.terms.map(explanationOf),
      ...[...tables, ...measured].map((table) => `/compare/${table.id}/`),
    ]);
    const inside = urls(tree.children).filter((url) => url.startsWith('/'));
    expect(inside.filter((url) => !places.has(url) && !leadsToLab(url))).toEqual([]);
    expect(inside).not.toContain(`/${id}/`);
  });

  test.each(each)('%s compiles as MDX', async (_, { markdown }) => {
    await expect(compile(markdown, { remarkPlugins: [remarkGfm] })).resolves.toBeDefined();
  });

  test.each(each)(
    '%s can execute nothing: its only expression is the comment that says where it comes from',
    (_, { tree }) => {
      const live: string[] = [];
      visit(tree, (node) => {
        if (node.type === 'mdxjsEsm') live.push(node.value);
        if (node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression') live.push(node.value);
      });
      expect(live).toEqual([expect.stringMatching(/^\/\* Generated from the notes\..*\*\/$/)]);
    },
  );
});

/** Whether an address is that of a lab, in some state, in the chapter that holds it. */
function leadsToLab(url: string): boolean {
  const [, id, lab] = /^\/([a-z0-9-]+)\/(?:\?[^#]+)?#lab-([a-z0-9-]+)$/.exec(url) ?? [];
  return chapters.some((chapter) => chapter.id === id && chapter.markdown.includes(`<Lab id="${lab}" />`));
}

describe('each table', () => {
  const compared = tables.filter(({ question }) => question !== '').map((table) => [table.id, table] as const);

  test.each(compared)('%s stands in its chapter, cell by cell', (id, table) => {
    const chapter = chapters.find((one) => one.id === table.chapter);
    const printed = (chapter?.tree.children ?? []).filter((node): node is TableNode => node.type === 'table');
    const wanted = [table.columns, ...table.rows.map((row) => row.map(({ value }) => value))];
    expect(printed.map(cellsOf)).toContainEqual(wanted.map((row) => row.map(plain)));
    expect(chapter?.markdown).toContain(`/compare/${id}/`);
  });

  test.each(tables.map((table) => [table.id, table] as const))(
    '%s has a source that exists and a day for every cell',
    (_, table) => {
      const cells = table.rows.flat();
      const unknown = cells
        .flatMap(({ sources }) => sources)
        .filter((key) => key !== 'general' && !settings.sources[key]);
      expect(unknown).toEqual([]);
      expect(cells.filter(({ sources }) => sources.length === 0)).toEqual([]);
      expect(cells.filter((cell) => !/^20\d\d-\d\d-\d\d$/.test(checkedOn(cell, settings.sources)))).toEqual([]);
    },
  );

  test.each(tables.map((table) => [table.id, table] as const))(
    '%s has as many cells in each row as columns',
    (_, { rows, columns }) => {
      expect(rows.filter((row) => row.length !== columns.length)).toEqual([]);
    },
  );
});

type Blocks = (typeof chapters)[number]['tree']['children'];

/** The nodes under a heading of level 2, up to the next. */
function sectionNodes(blocks: Blocks, title: string): Blocks {
  const start = blocks.findIndex((node) => node.type === 'heading' && node.depth === 2 && textOf(node) === title);
  const length = blocks.slice(start + 1).findIndex((node) => node.type === 'heading' && node.depth === 2);
  return start < 0 ? [] : blocks.slice(start + 1, length < 0 ? undefined : start + 1 + length);
}

function urls(blocks: Blocks): readonly string[] {
  const found: string[] = [];
  visit({ type: 'root', children: blocks }, 'link', (link: Link) => {
    found.push(link.url);
  });
  return found;
}

/** A cell of a facts file without its marks; a lone dash is no list. */
const plain = (markdown: string): string => {
  const [first] = parse([markdown]).children;
  return first?.type === 'paragraph' ? textOf(first) : markdown;
};

/** What the cells of a printed table say, without the marks of their sources. */
const cellsOf = ({ children: rows }: TableNode): readonly (readonly string[])[] =>
  rows.map(({ children: cells }) =>
    cells.map(({ children }) => textOf(children.filter(({ type }) => type !== 'mdxJsxTextElement'))),
  );

/** The small print below a table that names its sources. */
const isLegend = ({ children: [first] }: Paragraph): boolean =>
  first?.type === 'mdxJsxTextElement' && first.name === 'small';
