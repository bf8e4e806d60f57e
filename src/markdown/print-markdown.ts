import type { Nodes, Root, RootContent } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { copyTree } from '../normalize/copy-tree.ts';
import { visit } from '../normalize/visit.ts';

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm, { singleTilde: false, tablePipeAlign: false })
  .use(remarkStringify, {
    bullet: '-',
    emphasis: '*',
    fences: true,
    incrementListMarker: true,
    listItemIndent: 'one',
    resourceLink: true,
    rule: '-',
    setext: false,
  })
  .freeze();

/**
 * Prints blocks as GFM, footnotes last; every link has the whole address that `absolute` gives for its own. A picture
 * beside the notes, whose file has its address only in the page, becomes its description.
 */
export function printMarkdown(blocks: readonly RootContent[], absolute: (url: string) => string): string {
  const isFootnote = ({ type }: RootContent): boolean => type === 'footnoteDefinition';
  const ordered = [...blocks.filter((block) => !isFootnote(block)), ...blocks.filter(isFootnote)];
  const tree: Root = copyTree({ type: 'root', children: ordered });
  visit(tree, (node: Nodes, index, parent) => {
    if (node.type === 'link' || node.type === 'definition') node.url = absolute(node.url);
    if (node.type === 'image' && !/^https?:/.test(node.url) && parent && index !== undefined)
      (parent as { children: Nodes[] }).children[index] = { type: 'text', value: node.alt ?? '' };
    return undefined;
  });
  return processor.stringify(tree);
}
