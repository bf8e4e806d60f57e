import type { Nodes, Root } from 'mdast';
import { directiveFromMarkdown } from 'mdast-util-directive';
import { directive } from 'micromark-extension-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { type Data, type Processor, unified } from 'unified';
import { copyTree } from './copy-tree.ts';
import { visit } from './visit.ts';

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm, { singleTilde: false })
  .use(seekAddressesWhereAny)
  .use(blockDirectives)
  .freeze();

/** Looking for bare addresses and for tables takes a fourth of the time of parsing: this one looks for neither. */
const plainProcessor = processor().use(withoutAddressesAndTables).freeze();

type MicromarkExtension = NonNullable<Data['micromarkExtensions']>[number];
type ConstructRecord = NonNullable<MicromarkExtension['text']>;

/** Signs without one of which a text has no address and no table. */
const signs = /@|https?:\/\/|www\.|\||:-|-:/i;

/**
 * Reads Markdown lines as a tree: CommonMark, GFM, and leaf and container directives (`:name` inside a text is text).
 * `origin` gives for each line the number that positions shall count; without it they count the lines given.
 */
export function parse(lines: readonly string[], origin?: readonly number[]): Root {
  const text = lines.map(shallow).join('\n');
  const tree = (signs.test(text) ? processor : plainProcessor).parse(text);
  if (origin) visit(tree, (node) => void renumber(node, origin));
  return tree;
}

const container = /[ \t]*(?:>|(?:[*+-]|\d{1,9}[.)])[ \t])/y;

/** A line in which no more than a hundred quotations and lists open: what stands deeper is text. */
function shallow(line: string): string {
  container.lastIndex = 0;
  for (let depth = 0; depth < 100; depth++) if (!container.test(line)) return line;
  const from = container.lastIndex;
  if (/^[ \t]*([*-])(?:[ \t]|\1)*$/.test(line)) return line;
  return line.slice(0, from) + line.slice(from).replace(/^([ \t]*\d*)(?=[>*+.)-])/, '$1\\');
}

/** Makes links of the bare addresses in text, as `parse` does: text that was none before is read like the rest. */
export function linkAddresses(tree: Root): Root {
  const extensions = (processor.data().fromMarkdownExtensions ?? []).flat();
  return extensions
    .flatMap(({ transforms }) => transforms ?? [])
    .reduce((linked, transform) => transform(linked) ?? linked, copyTree(tree));
}

function renumber(node: Nodes, origin: readonly number[]): void {
  const { position } = node;
  if (!position) return;
  const last = origin.at(-1) ?? 1;
  position.start.line = origin[position.start.line - 1] ?? last;
  position.end.line = origin[position.end.line - 1] ?? last;
}

/** remark-directive reads text directives as well, and would make one of the `:30` in `at 10:30`. */
function blockDirectives(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { flow: directive().flow ?? {} }];
  data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), directiveFromMarkdown()];
}

/** GFM looks through every text for addresses once more, a fifth of the time of parsing: only where there may be one. */
function seekAddressesWhereAny(this: Processor): void {
  const data = this.data();
  data.fromMarkdownExtensions = (data.fromMarkdownExtensions ?? []).flat(2).map(({ transforms, ...extension }) => ({
    ...extension,
    transforms: transforms?.map((seek) => (tree: Root) => (mayHoldAddress(tree) ? seek(tree) : tree)) ?? [],
  }));
}

function mayHoldAddress(tree: Root): boolean {
  let may = false;
  visit(tree, 'text', ({ value }) => {
    may ||= /@|https?:\/\/|www\./i.test(value);
  });
  return may;
}

function withoutAddressesAndTables(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions = (data.micromarkExtensions ?? []).map((extension) => ({
    ...extension,
    ...(extension.flow && { flow: without(extension.flow, /^table$/) }),
    ...(extension.text && { text: without(extension.text, /Autolink$/) }),
  }));
}

/** The constructs of a Markdown extension, by the character they begin with, but those of some names. */
function without(constructs: ConstructRecord, names: RegExp): ConstructRecord {
  const others = Object.entries(constructs).map(
    ([code, found]) => [code, [found ?? []].flat().filter(({ name }) => !names.test(name ?? ''))] as const,
  );
  return Object.fromEntries(others);
}
