import type { Nodes } from 'mdast';

/** A tree of its own with equal nodes, for a stage to change; positions and data are shared, since no stage changes those. */
export function copyTree<N extends Nodes>(node: N): N {
  return 'children' in node
    ? { ...node, children: node.children.map((child) => copyTree(child as Nodes)) }
    : { ...node };
}
