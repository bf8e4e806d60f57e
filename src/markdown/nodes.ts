import type {
  BlockContent,
  FootnoteDefinition,
  Heading,
  Link,
  List,
  ListItem,
  Paragraph,
  PhrasingContent,
  RootContent,
  Table,
  Text,
} from 'mdast';
import { parse } from '../normalize/parse.ts';

/** A text. */
export const text = (value: string): Text => ({ type: 'text', value });

/** Signs without one of which a line is plain text: most cells of tables are, and need not be parsed. */
const signs = /[\\`*_[\]<&~:@]|www\./i;

/** Inline nodes of a line of Markdown; a line that is no paragraph is the text it is. */
export function inline(markdown: string): PhrasingContent[] {
  if (!signs.test(markdown)) return markdown === '' ? [] : [text(markdown.trim())];
  const [first] = parse([markdown]).children;
  if (first?.type === 'paragraph') return first.children;
  return markdown === '' ? [] : [text(markdown)];
}

/** A paragraph. */
export const paragraph = (...children: readonly PhrasingContent[]): Paragraph => ({
  type: 'paragraph',
  children: [...children],
});

/** A heading of plain text. */
export const heading = (depth: Heading['depth'], title: string): Heading => ({
  type: 'heading',
  depth,
  children: [text(title)],
});

/** A link with a plain text. */
export const link = (url: string, title: string): Link => ({ type: 'link', url, children: [text(title)] });

/** A tight list; `from` numbers it. */
export const list = (items: readonly (readonly BlockContent[])[], from?: number): List => ({
  type: 'list',
  ordered: from !== undefined,
  ...(from !== undefined && { start: from }),
  spread: false,
  children: items.map((children): ListItem => ({ type: 'listItem', spread: false, children: [...children] })),
});

/** A table from its rows of cells, the head first. */
export const table = (rows: readonly (readonly (readonly PhrasingContent[])[])[]): Table => ({
  type: 'table',
  children: rows.map((cells) => ({
    type: 'tableRow',
    children: cells.map((children) => ({ type: 'tableCell', children: [...children] })),
  })),
});

/** What a footnote says. */
export const footnote = (label: string, children: readonly PhrasingContent[]): FootnoteDefinition => ({
  type: 'footnoteDefinition',
  identifier: label,
  label,
  children: [paragraph(...children)],
});

/** Nodes one after another with a text between each two. */
export const joined = (parts: readonly (readonly PhrasingContent[])[], between: string): PhrasingContent[] =>
  parts.flatMap((part, i) => (i === 0 ? [...part] : [text(between), ...part]));

/** Blocks of a page, footnotes among them. */
export type Blocks = readonly RootContent[];
