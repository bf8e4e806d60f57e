import type { Nodes, PhrasingContent, RootContent } from 'mdast';
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx';
import { trimRun } from '../normalize/inline-lines.ts';
import { text } from './nodes.ts';

/** What stands for an HTML element in Markdown; elements that are not named here are no more than their text. */
const kinds: Readonly<Record<string, 'strong' | 'emphasis' | 'delete' | 'break' | 'html'>> = {
  b: 'strong',
  br: 'break',
  cite: 'emphasis',
  del: 'delete',
  dfn: 'emphasis',
  em: 'emphasis',
  i: 'emphasis',
  kbd: 'html',
  s: 'delete',
  strong: 'strong',
  sub: 'html',
  sup: 'html',
  var: 'emphasis',
};

type Element = MdxJsxFlowElement | MdxJsxTextElement;

/** Blocks of a chapter's MDX as blocks of plain Markdown: comments go, elements become the marks that Markdown has for them. */
export function plainBlocks(blocks: readonly RootContent[]): readonly RootContent[] {
  return blocks.flatMap((block): readonly RootContent[] => {
    if (block.type === 'mdxFlowExpression' || block.type === 'mdxjsEsm') return [];
    if (block.type === 'mdxJsxFlowElement') return asParagraphs(block);
    return [withPlainChildren(block)];
  });
}

function withPlainChildren<N extends Nodes>(node: N): N {
  if (!('children' in node)) return node;
  if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell')
    return { ...node, children: trimRun(plainRun(node.children)) };
  const isRun = ['delete', 'emphasis', 'link', 'strong'].includes(node.type);
  const children = isRun
    ? plainRun(node.children as readonly PhrasingContent[])
    : plainBlocks(node.children as readonly RootContent[]);
  return { ...node, children };
}

function plainRun(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const plain = nodes.flatMap((node): readonly PhrasingContent[] => {
    if (node.type === 'mdxTextExpression') return [];
    if (node.type === 'mdxJsxTextElement') return asRun(node);
    return [withPlainChildren(node)];
  });
  const run: PhrasingContent[] = [];
  for (const node of plain) {
    const last = run.at(-1);
    if (node.type !== 'text' || last?.type !== 'text') run.push(node);
    // What a comment leaves behind is a space on each side of it.
    else
      run[run.length - 1] = text(last.value + (last.value.endsWith(' ') ? node.value.replace(/^ /, '') : node.value));
  }
  return run;
}

function asRun({ name, children }: Element): readonly PhrasingContent[] {
  const inner = plainRun(children as readonly PhrasingContent[]);
  const kind = kinds[name ?? ''];
  if (kind === undefined) return inner;
  if (kind === 'break') return [{ type: 'break' }];
  if (kind !== 'html') return [{ type: kind, children: inner }];
  return [{ type: 'html', value: `<${name}>` }, ...inner, { type: 'html', value: `</${name}>` }];
}

function asParagraphs(element: MdxJsxFlowElement): readonly RootContent[] {
  const isText = element.children.every(({ type }) => type === 'mdxJsxFlowElement' || type === 'mdxFlowExpression');
  if (!isText) return plainBlocks(element.children);
  const asText = (node: Element): MdxJsxTextElement =>
    ({
      ...node,
      type: 'mdxJsxTextElement',
      children: node.children.flatMap((child) => (child.type === 'mdxJsxFlowElement' ? [asText(child)] : [])),
    }) as MdxJsxTextElement;
  const children = plainRun([asText(element)]);
  return children.length === 0 ? [] : [{ type: 'paragraph', children }];
}
