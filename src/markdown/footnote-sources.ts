import type { FootnoteDefinition, PhrasingContent, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { visit } from '../normalize/visit.ts';
import { footnote, paragraph, text } from './nodes.ts';

/** Ends what a legend says of its marks. */
const end = /\.(?= A mark at |$)/;

/**
 * Turns the lettered marks of a chapter's tables, and the legend below each, into footnotes; the same source has the
 * same number in all tables. `name` sets the numbers of one page apart from those of another.
 */
export function footnoteSources(blocks: readonly RootContent[], name: string): readonly RootContent[] {
  const numbers = new Map<string, FootnoteDefinition>();
  const define = (content: readonly PhrasingContent[]): string => {
    const key = JSON.stringify(content, (field, value: unknown) => (field === 'position' ? undefined : value));
    const identifier = numbers.get(key)?.identifier ?? `${name}-${numbers.size + 1}`;
    numbers.set(key, footnote(identifier, content));
    return identifier;
  };
  const replaced = blocks.map((block, i) => {
    const legend = legendOf(block);
    if (!legend) return block;
    const { lead, entries, rest } = legend;
    const marks = new Map(entries.map(({ mark, content }) => [mark, define(content)]));
    for (let at = i - 1; at >= 0; at--) {
      const above = blocks[at];
      if (above?.type === 'heading' || (above && legendOf(above))) break;
      if (above?.type === 'table') {
        replaceMarks(above, marks);
        break;
      }
    }
    const sources = paragraph(...lead, ...rest);
    replaceMarks(sources, marks);
    return sources;
  });
  return [...replaced, ...numbers.values()];
}

interface Legend {
  /** What holds where no mark stands. */
  readonly lead: readonly PhrasingContent[];
  readonly entries: readonly { readonly mark: string; readonly content: readonly PhrasingContent[] }[];
  /** How far marks reach, and the way to the table's own page. */
  readonly rest: readonly PhrasingContent[];
}

/** The parts of the paragraph in which a table names its sources, or nothing where it is another. */
function legendOf(block: RootContent): Legend | undefined {
  const [small] = block.type === 'paragraph' && block.children.length === 1 ? block.children : [];
  if (small?.type !== 'mdxJsxTextElement' || small.name !== 'small' || !textOf(small).startsWith('Sources: ')) return;
  const nodes = small.children as readonly PhrasingContent[];
  const last = nodes.findIndex((node) => node.type === 'text' && end.test(node.value) && / checked /.test(node.value));
  const closing = nodes[last];
  if (closing?.type !== 'text') return;
  const cut = closing.value.search(end);
  const listed = [...nodes.slice(0, last), text(closing.value.slice(0, cut))];
  const starts = listed.flatMap((node, i) => (isMark(node) ? [i] : []));
  const entries = starts.map((from, i) => ({
    mark: textOf(listed[from]),
    content: trimmed(listed.slice(from + 1, starts[i + 1])),
  }));
  // The first entry may have a mark and stand for the unmarked cells besides: then it stays in the lead.
  const [first = listed.length, second = listed.length] = starts;
  const leadEnds = /and $/.test(textOf(listed[first - 1])) ? second : first;
  return {
    lead: trimmed(listed.slice(0, leadEnds)),
    entries,
    rest: [text(closing.value.slice(cut)), ...nodes.slice(last + 1)],
  };
}

const isMark = (node: PhrasingContent | undefined): boolean =>
  node?.type === 'mdxJsxTextElement' && node.name === 'sup' && /^[a-z]+$/.test(textOf(node));

/** Without the space after a mark and the sign before the next. */
const trimmed = (nodes: readonly PhrasingContent[]): readonly PhrasingContent[] =>
  nodes.map((node, i) => {
    if (node.type !== 'text') return node;
    const value = i === 0 ? node.value.trimStart() : node.value;
    return text(i === nodes.length - 1 ? value.replace(/[;\s]+$/, '') : value);
  });

/** Puts references in the place of marks, within the node itself. */
function replaceMarks(node: RootContent, marks: ReadonlyMap<string, string>): void {
  visit({ type: 'root', children: [node] }, (mark, index, parent) => {
    if (mark.type !== 'mdxJsxTextElement' || !parent || index === undefined || !isMark(mark)) return undefined;
    const identifier = marks.get(textOf(mark));
    if (identifier !== undefined)
      (parent.children as PhrasingContent[])[index] = { type: 'footnoteReference', identifier, label: identifier };
    return undefined;
  });
}
