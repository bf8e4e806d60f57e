import { readFileSync } from 'node:fs';
import type { Code, List, Nodes, Paragraph } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { chapters, type Page, pageOf, rawNotes, report, words } from './committed.ts';

interface Row {
  readonly line: number;
  readonly raw: string;
  readonly defect: keyof typeof checks;
  readonly reads?: string;
}

const {
  rows,
  counts,
  topics,
  borrowed,
}: {
  readonly rows: readonly Row[];
  readonly counts: Readonly<Record<string, number>>;
  readonly topics: readonly string[];
  readonly borrowed: readonly Pick<Row, 'line' | 'raw'>[];
} = parseYaml(readFileSync(`${import.meta.dirname}/defects.yaml`, 'utf8'));

const raw = pageOf(rawNotes);
const rawLines = rawNotes.split('\n');
const lineOf = (node: Nodes): number => node.position?.start.line ?? 0;

/** The nodes of one type in a page. */
function nodes<T extends Nodes['type']>({ tree }: Page, type: T): readonly Extract<Nodes, { type: T }>[] {
  const found: Extract<Nodes, { type: T }>[] = [];
  visit(tree, type, (node) => {
    found.push(node as Extract<Nodes, { type: T }>);
  });
  return found;
}

/** A paragraph, a heading, a cell of a table, or a line of prose in a code block without a language. */
interface Statement {
  readonly kind: Nodes['type'];
  readonly text: string;
  readonly line: number;
}

/** Text without its code spans, in which a chapter may quote what it corrects. */
const spoken = (node: Nodes): string => {
  if (node.type === 'inlineCode') return '`';
  return 'children' in node ? node.children.map(spoken).join('') : textOf(node);
};

/** Everything that reads as text, line by line; a code block does only where it names no language. */
function statements(page: Page): readonly Statement[] {
  const found: Statement[] = [];
  visit(page.tree, (node) => {
    if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell')
      spoken(node)
        .split('\n')
        .forEach((text, i) => {
          found.push({ kind: node.type, text: text.trim(), line: lineOf(node) + i });
        });
    if (node.type === 'code' && !node.lang)
      node.value.split('\n').forEach((text, i) => {
        found.push({ kind: 'paragraph', text: text.trim(), line: lineOf(node) + 1 + i });
      });
  });
  return found;
}

const statementsThat = (page: Page, is: (statement: Statement) => boolean): readonly number[] =>
  statements(page)
    .filter(is)
    .map(({ line }) => line);

const sourceLinesThat = (
  { markdown }: Page,
  is: (line: string, next: string | undefined) => boolean,
): readonly number[] => markdown.split('\n').flatMap((line, i, lines) => (is(line, lines[i + 1]) ? [i + 1] : []));

const isFileName = (text: string): boolean => /\.(avif|gif|jpe?g|png|svg|webp)$/i.test(text);

const hasPicture = ({ children }: Paragraph): boolean => children.some(({ type }) => type === 'image');

/** Lists that follow another list with nothing but text between them, as if to go on with it. */
function restarted({ tree }: Page): readonly number[] {
  let lists: List[] = [];
  const found: List[] = [];
  for (const block of tree.children) {
    if (block.type === 'heading' && !block.children.some(({ type }) => type === 'image')) lists = [];
    if (block.type === 'list' && block.ordered) {
      if (lists.length > 0) found.push(block);
      lists.push(block);
    }
  }
  return found.map(lineOf);
}

/** Items whose bullet stands in another column than that of the first. */
const uneven = (page: Page): readonly number[] =>
  nodes(page, 'list').flatMap(({ children: [first, ...others] }) =>
    others.filter((item) => item.position?.start.column !== first?.position?.start.column).map((item) => lineOf(item)),
  );

/** For each class of defect the lines of a page that have it; only some look for the text of the row. */
const checks = {
  'abbreviated-example': (page) => statementsThat(page, ({ text }) => /\beg\b/i.test(text)),
  'accidental-heading': (page) =>
    nodes(page, 'heading')
      .filter(({ children }) => children.some(({ type }) => type === 'image'))
      .map(lineOf),
  'bare-line': (page, text) =>
    statementsThat(page, ({ kind, text: found }) => kind === 'paragraph' && found.replace(/^\d\)\s*/, '') === text),
  'blank-lines': (page) => sourceLinesThat(page, (line, next) => line.trim() === '' && next?.trim() === ''),
  'broken-heading': (page) => statementsThat(page, ({ text }) => /^(\d+[.)]\s*)?#{1,6}[^#\s]/.test(text)),
  'deep-indent': (page) => sourceLinesThat(page, (line) => /^ {4}[-*+] /.test(line)),
  'empty-brackets': (page) => statementsThat(page, ({ text }) => /(^|\s)\(\s*\)/.test(text)),
  'facts-in-a-line': (page) => statementsThat(page, ({ text }) => /\bCA - .*\bCP - .*\bAP - /.test(text)),
  'glued-picture': (page) =>
    nodes(page, 'paragraph')
      .filter((paragraph) => hasPicture(paragraph) && textOf(paragraph, { includeImageAlt: false }).trim() !== '')
      .flatMap(({ children }) => children.filter(({ type }) => type === 'image').map(lineOf)),
  'lettered-line': (page) => statementsThat(page, ({ text }) => /\ba\) .*\bb\) /.test(text)),
  'list-marker': (page) => sourceLinesThat(page, (line) => /^\s*\d+\)/.test(line)),
  'merged-titles': (page) =>
    nodes(page, 'paragraph')
      .filter((paragraph) => /^Region\s+Availability Zones\s+Data Centres$/.test(textOf(paragraph)))
      .flatMap((paragraph) => [0, 1, 2].map((i) => lineOf(paragraph) + i)),
  'missing-newline': ({ markdown }) => (markdown.endsWith('\n') ? [] : [markdown.split('\n').length]),
  'picture-without-caption': (page) =>
    nodes(page, 'image')
      .filter(({ alt }) => !alt || isFileName(alt))
      .map(lineOf),
  'prose-in-fence': (page) =>
    nodes(page, 'code')
      .filter(({ lang }: Code) => !lang)
      .map(lineOf),
  'restarted-list': restarted,
  separator: (page) => nodes(page, 'thematicBreak').map(lineOf),
  text: (page, text) => statementsThat(page, ({ text: found }) => found.includes(text)),
  'trailing-dash': (page) => sourceLinesThat(page, (line) => /\s[-–—_]\s*$/.test(line)),
  'trailing-space': (page) => sourceLinesThat(page, (line) => /\s$/.test(line)),
  'uneven-indent': uneven,
} as const satisfies Record<string, (page: Page, text: string) => readonly number[]>;

/** The lines of a page on which a row's defect is found: by its class, and as the very text. */
const found = (page: Page, { defect, raw: text }: Row): readonly number[] => checks[defect](page, text);

/** Classes whose text may stand in a chapter as a part of something longer. */
const mayBePart: readonly Row['defect'][] = [
  'bare-line',
  'blank-lines',
  'merged-titles',
  'missing-newline',
  'trailing-space',
];

/** Lines with the very text, but for what is quoted as code and for the addresses of links. */
const literally = (page: Page, { defect, raw: text }: Row): readonly number[] =>
  mayBePart.includes(defect)
    ? []
    : sourceLinesThat(page, (line) => line.replaceAll(/`[^`]+`|(?<=\])\([^)]*\)/g, '`').includes(text));

const name = ({ line, defect, raw: text }: Row): string => `${defect} of line ${line}: \`${text}\``;

describe('the fixture', () => {
  test.each(rows.map((row) => [name(row), row] as const))('quotes the raw notes (%s)', (_, { line, raw: text }) => {
    expect(rawLines[line - 1]).toContain(text);
  });

  test.each(rows.map((row) => [name(row), row] as const))('is detected in the raw notes (%s)', (_, row) => {
    expect(found(raw, row)).toContain(row.line);
  });

  test.each(Object.entries(counts))('meets %s %i times in the raw notes', (defect, count) => {
    expect(checks[defect as Row['defect']](raw, '')).toHaveLength(count);
  });

  test('has a check for each class and a row or a count for each check', () => {
    const used = new Set([...rows.map(({ defect }) => defect), ...Object.keys(counts)]);
    expect([...used].toSorted()).toEqual(Object.keys(checks).toSorted());
  });
});

describe('no chapter has', () => {
  test.each(rows.map((row) => [name(row), row] as const))('the %s', (_, row) => {
    const left = chapters.flatMap((chapter) =>
      [...found(chapter, row), ...literally(chapter, row)].map((line) => `${chapter.id}, line ${line}`),
    );
    expect(left).toEqual([]);
  });

  test.each(Object.keys(counts))('a single %s', (defect) => {
    const left = chapters.filter((chapter) => checks[defect as Row['defect']](chapter, '').length > 0);
    expect(left.map(({ id }) => id)).toEqual([]);
  });

  test.each(borrowed.map(({ line, raw: text }) => [text, line] as const))('the borrowed words `%s`', (text, line) => {
    expect(rawLines[line - 1]).toContain(text);
    expect(chapters.filter(({ markdown }) => markdown.toLowerCase().includes(text.toLowerCase()))).toEqual([]);
  });
});

describe('the chapter of a corrected line', () => {
  const corrected = rows.flatMap(({ line, reads }) => (reads === undefined ? [] : [[line, reads] as const]));

  test.each(corrected)('of line %i reads `%s`', (line, reads) => {
    const owner = report.chapters.find(({ lines: [from, to] }) => from <= line && line <= to);
    const chapter = chapters.find(({ id }) => id === owner?.id);
    expect([chapter?.title, textOf(chapter?.tree)].join('\n')).toContain(reads);
    expect(rawLines[line - 1]).not.toContain(reads);
  });

  test.each(topics)('about %s, which the notes only name, has text of its own', (id) => {
    const chapter = chapters.find((one) => one.id === id);
    const [from = 0, to = 0] = chapter?.source.lines ?? [];
    expect(words(rawLines.slice(from - 1, to).join(' ')).length).toBeLessThan(30);
    expect(words(textOf(chapter?.tree)).length).toBeGreaterThan(600);
  });
});
