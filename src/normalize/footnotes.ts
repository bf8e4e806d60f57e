import type { FootnoteDefinition, FootnoteReference, Nodes, PhrasingContent, Root } from 'mdast';
import { copyTree } from './copy-tree.ts';
import type { Block } from './map-blocks.ts';
import { SKIP, visit } from './visit.ts';

/**
 * The footnotes of a note by identifier, and its tree without those that its text refers to; a footnote that only
 * itself refers to, or nothing, is text.
 */
export function takeFootnotes(tree: Root): {
  readonly tree: Root;
  readonly footnotes: ReadonlyMap<string, FootnoteDefinition>;
} {
  const rest = copyTree(tree);
  const defined = new Map<string, FootnoteDefinition>();
  visit(rest, 'footnoteDefinition', (node) => {
    if (!defined.has(node.identifier)) defined.set(node.identifier, node);
    return undefined;
  });
  if (defined.size === 0) return { tree, footnotes: defined };
  const footnotes = new Map<string, FootnoteDefinition>();
  const reach = (node: Nodes): void =>
    visit(node, (inner) => {
      if (inner.type === 'footnoteDefinition') return SKIP;
      const footnote = inner.type === 'footnoteReference' ? defined.get(inner.identifier) : undefined;
      if (!footnote || footnotes.has(footnote.identifier)) return undefined;
      footnotes.set(footnote.identifier, footnote);
      for (const child of footnote.children) reach(child);
      return undefined;
    });
  reach(rest);
  visit(rest, (node, index, parent) => {
    if (!parent || index === undefined) return undefined;
    const siblings = (parent as { children: Nodes[] }).children;
    if (node.type === 'footnoteReference' && !footnotes.has(node.identifier))
      siblings[index] = { type: 'text', value: markOf(node) };
    if (node.type !== 'footnoteDefinition') return undefined;
    const taken = footnotes.get(node.identifier) === node;
    siblings.splice(index, 1, ...(taken ? [] : asText(node)));
    return [SKIP, index];
  });
  return { tree: rest, footnotes };
}

const markOf = ({ label, identifier }: FootnoteDefinition | FootnoteReference): string => `[^${label ?? identifier}]`;

function asText(footnote: FootnoteDefinition): readonly Block[] {
  const { children, position } = footnote;
  const mark: PhrasingContent = { type: 'text', value: `${markOf(footnote)}: ` };
  const [first, ...rest] = children;
  if (first?.type === 'paragraph') return [{ ...first, children: [mark, ...first.children] }, ...rest];
  return [{ type: 'paragraph', children: [mark], ...(position && { position }) }, ...children];
}

/** The footnotes that some blocks refer to, in the order of first mention, and those that these refer to in turn. */
export function footnotesOf(
  blocks: readonly Block[],
  footnotes: ReadonlyMap<string, FootnoteDefinition>,
): readonly FootnoteDefinition[] {
  const found = new Map<string, FootnoteDefinition>();
  const collect = (nodes: readonly Block[]): void =>
    visit({ type: 'root', children: [...nodes] }, 'footnoteReference', ({ identifier }) => {
      const footnote = footnotes.get(identifier);
      if (!footnote || found.has(identifier)) return;
      found.set(identifier, footnote);
      collect(footnote.children);
    });
  collect(blocks);
  return [...found.values()];
}
