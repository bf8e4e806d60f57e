import type { FootnoteDefinition, Nodes, Root } from 'mdast';
import { SKIP, visit } from 'unist-util-visit';
import type { Block } from './map-blocks.ts';

/** The footnotes of a note by identifier, and its tree without those that something refers to. */
export function takeFootnotes(tree: Root): {
  readonly tree: Root;
  readonly footnotes: ReadonlyMap<string, FootnoteDefinition>;
} {
  const rest = structuredClone(tree);
  const wanted = new Set<string>();
  visit(rest, 'footnoteReference', (node) => void wanted.add(node.identifier));
  const footnotes = new Map<string, FootnoteDefinition>();
  visit(rest, 'footnoteDefinition', (node, index, parent) => {
    if (!parent || index === undefined) return undefined;
    const first = wanted.has(node.identifier) && !footnotes.has(node.identifier);
    if (first) footnotes.set(node.identifier, node);
    (parent as { children: Nodes[] }).children.splice(index, 1, ...(first ? [] : node.children));
    return [SKIP, index];
  });
  return { tree: rest, footnotes };
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
