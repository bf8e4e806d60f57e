import type { Parents, Root, RootContent } from 'mdast';

/** The blocks of a tree: what stands in a root, a list item, a quotation, a footnote or a directive. */
export type Block = RootContent;

/** Whether the children of a node are blocks. */
export const holdsBlocks = ({ type }: Parents): boolean =>
  ['root', 'blockquote', 'listItem', 'footnoteDefinition', 'containerDirective'].includes(type);

/** Gives a tree in which every run of sibling blocks went through `change`, innermost first; the input stays as it is. */
export function mapBlocks(tree: Root, change: (blocks: readonly Block[], parent: Parents) => readonly Block[]): Root {
  return {
    ...tree,
    children: [
      ...change(
        tree.children.map((block) => descend(block, change)),
        tree,
      ),
    ],
  };
}

function descend(block: Block, change: (blocks: readonly Block[], parent: Parents) => readonly Block[]): Block {
  switch (block.type) {
    case 'list':
      return { ...block, children: block.children.map((item) => descend(item, change)) } as Block;
    case 'blockquote':
    case 'containerDirective':
    case 'footnoteDefinition':
    case 'listItem':
      return {
        ...block,
        children: [
          ...change(
            block.children.map((child) => descend(child, change)),
            block,
          ),
        ],
      } as Block;
    default:
      return block;
  }
}
