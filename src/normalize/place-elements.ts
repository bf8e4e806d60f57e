import type { Parents, PhrasingContent, RootContent } from 'mdast';
import type { MdxTextExpression } from 'mdast-util-mdx-expression';
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx';
import { advance, type Draft } from './draft.ts';
import { trimRun } from './inline-lines.ts';
import { holdsBlocks } from './map-blocks.ts';
import { visit } from './visit.ts';

/** Elements and comments stand where MDX reads them as what they are: in a line with text, or as blocks of their own. */
export function placeElements(draft: Draft): Draft {
  let hasElements = false;
  visit(draft.tree, (node) => {
    hasElements ||= node.type === 'mdxJsxTextElement' || node.type === 'mdxTextExpression';
    return undefined;
  });
  return hasElements ? advance(draft, place(draft.tree), []) : draft;
}

function place<N extends Parents>(node: N): N {
  const children = node.children.map((child) => ('children' in child ? place(child) : child));
  return {
    ...node,
    children: holdsBlocks(node)
      ? children.flatMap((child) => asBlocks(child, node))
      : within(children as PhrasingContent[], node.type === 'mdxJsxTextElement'),
  };
}

/** A block as MDX will read it: comments in a heading stand below it; a paragraph of nothing but elements and comments is none. */
function asBlocks(block: RootContent, parent: Parents): readonly RootContent[] {
  const placed = (node: RootContent): RootContent => ({ ...node, ...(block.position && { position: block.position }) });
  if (block.type === 'heading') {
    const comments: MdxTextExpression[] = [];
    const rest = withoutComments(block, comments);
    if (comments.length === 0) return [block];
    return [{ ...rest, children: [...trimRun(rest.children)] }, ...comments.map((comment) => placed(asFlow(comment)))];
  }
  if (block.type !== 'paragraph' || !isElements(block.children)) return [block];
  if (parent.type === 'listItem' && parent.checked != null) return [block];
  return block.children.filter(isMdx).map((child) => placed(asFlow(child)));
}

/** The node without its comments, and without what then holds nothing. */
function withoutComments<N extends RootContent>(node: N, comments: MdxTextExpression[]): N {
  if (!('children' in node)) return node;
  const children = node.children.flatMap((child, i, all): readonly RootContent[] => {
    if (child.type === 'mdxTextExpression') {
      comments.push(child);
      return [];
    }
    const follows = child.type === 'text' && all[i - 1]?.type === 'mdxTextExpression';
    const rest = follows ? { ...child, value: child.value.trimStart() } : withoutComments(child, comments);
    return isEmpty(rest) && !isEmpty(child) ? [] : [rest];
  });
  return { ...node, children };
}

const isEmpty = (node: RootContent): boolean =>
  'children' in node ? node.children.length === 0 : node.type === 'text' && node.value === '';

const isMdx = (node: RootContent): node is MdxJsxTextElement | MdxTextExpression =>
  node.type === 'mdxJsxTextElement' || node.type === 'mdxTextExpression';

const isElements = (children: readonly RootContent[]): boolean =>
  children.some(isMdx) &&
  children.every(
    (child) =>
      (child.type === 'text' && child.value.trim() === '') ||
      child.type === 'mdxTextExpression' ||
      (child.type === 'mdxJsxTextElement' && (child.children.length === 0 || isElements(child.children))),
  );

function asFlow(node: MdxJsxTextElement | MdxTextExpression): RootContent {
  if (node.type === 'mdxTextExpression') return { ...node, type: 'mdxFlowExpression' };
  return {
    ...node,
    type: 'mdxJsxFlowElement',
    children: node.children.filter(isMdx).map(asFlow) as MdxJsxFlowElement['children'],
  };
}

/** Line ends beside an element or a comment become spaces: alone in its line, MDX would read it as a block. */
function within(nodes: readonly PhrasingContent[], inElement: boolean): PhrasingContent[] {
  return nodes.map((node, i): PhrasingContent => {
    const [before, after] = [nodes[i - 1], nodes[i + 1]];
    const follows = before ? isMdx(before) : inElement;
    const leads = after ? isMdx(after) : inElement;
    if (node.type === 'break' && (follows || leads))
      return { type: 'mdxJsxTextElement', name: 'br', attributes: [], children: [] };
    if (node.type !== 'text') return node;
    const value = follows ? node.value.replace(/^[ \t]*\n[ \t]*/, ' ') : node.value;
    return { ...node, value: leads ? value.replace(/[ \t]*\n[ \t]*$/, ' ') : value };
  });
}
