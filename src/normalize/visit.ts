import type { Nodes, Parents } from 'mdast';

/** What a visitor says so that the children of its node are left out. */
export const SKIP = 'skip';

/** `SKIP`, `[SKIP, index]` to go on at another sibling, or nothing. */
type Answer = typeof SKIP | readonly [typeof SKIP, number] | undefined;

type Visitor<N extends Nodes> = (node: N, index: number | undefined, parent: Parents | undefined) => Answer;

/**
 * Calls `visitor` for every node of a tree, or for those of one type, in the order of the text. It is unist-util-visit
 * without the stack of parents and the named closure that that makes for each node, which took a quarter of a run.
 */
export function visit(tree: Nodes, visitor: Visitor<Nodes>): void;
export function visit<T extends Nodes['type']>(
  tree: Nodes,
  type: T,
  visitor: Visitor<Extract<Nodes, { type: T }>>,
): void;
export function visit(tree: Nodes, ...[first, second]: [Visitor<Nodes>] | [Nodes['type'], Visitor<never>]): void {
  if (typeof first === 'function') descend(tree, first);
  else
    descend(tree, (node, index, parent) => (node.type === first ? second?.(node as never, index, parent) : undefined));
}

function descend(node: Nodes, visitor: Visitor<Nodes>, index?: number, parent?: Parents): number {
  const answer = visitor(node, index, parent);
  if (answer === undefined && 'children' in node)
    for (let i = 0; i < node.children.length; ) i = descend(node.children[i] as Nodes, visitor, i, node);
  return Array.isArray(answer) ? answer[1] : (index ?? 0) + 1;
}
