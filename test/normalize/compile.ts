import { createProcessor } from '@mdx-js/mdx';
import type { Nodes } from 'mdast';
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx';
import remarkGfm from 'remark-gfm';
import { mdxToJs, mdxToMdast } from 'satteri';
import { parseMdx } from '../../src/normalize/print.ts';
import { visit } from '../../src/normalize/visit.ts';

const processor = createProcessor({ remarkPlugins: [remarkGfm] });

/** A chapter without its front matter, which Astro takes off before it compiles. */
export const bodyOf = (mdx: string): string => mdx.replace(/^---\n[\s\S]*?\n---\n/, '');

/** What in a chapter could run, or would not compile, in either compiler: nothing, for every chapter that is printed. */
export function faultsOf(body: string): readonly string[] {
  return [
    ...attempt('@mdx-js/mdx', () => processor.processSync(body)),
    ...attempt('Sätteri', () => mdxToJs(body, { features: { gfm: true, smartPunctuation: true } })),
    ...attempt('remark', () => runnables(parseMdx(body))),
    ...attempt('Sätteri', () => runnables(satteriTree(body))),
  ];
}

/** The words that a reader of a chapter sees, as Sätteri and as remark read it. */
export const readings = (body: string): { readonly satteri: string; readonly remark: string } => ({
  satteri: wordsIn(satteriTree(body)),
  remark: wordsIn(parseMdx(body)),
});

const satteriTree = (body: string): Nodes =>
  mdxToMdast(body, { features: { gfm: true, smartPunctuation: false }, position: false }) as Nodes;

function attempt(name: string, run: () => unknown): readonly string[] {
  try {
    const found = run();
    return Array.isArray(found) ? found.map((fault) => `${name}: ${fault}`) : [];
  } catch (error) {
    return [`${name}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

const safeElements = /^(abbr|b|br|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|strong|sub|sup|u|var|wbr)$/;

function runnables(tree: Nodes): readonly string[] {
  const found: string[] = [];
  visit(tree, (node) => {
    if (!isHarmless(node)) found.push(`${node.type} ${JSON.stringify(node).slice(0, 200)}`);
    return undefined;
  });
  return found;
}

function isHarmless(node: Nodes): boolean {
  switch (node.type) {
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      return /^\s*\/\*(?:(?!\*\/)[\s\S])*\*\/\s*$/.test(node.value);
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      return node.attributes.length === 0 ? safeElements.test(node.name ?? '') : isLab(node);
    case 'mdxjsEsm':
    case 'html':
      return false;
    case 'link':
    case 'image':
      return /^(https?:|mailto:|tel:|[/#]|\.\.\/)/i.test(node.url);
    default:
      return true;
  }
}

/** The place of a lab: our own component, with nothing but the id of the lab in it. */
function isLab({ name, attributes: [id, ...others], children }: MdxJsxFlowElement | MdxJsxTextElement): boolean {
  const isId = id?.type === 'mdxJsxAttribute' && id.name === 'id' && /^[a-z0-9-]+$/.test(String(id.value));
  return name === 'Lab' && isId && others.length === 0 && children.length === 0;
}

function wordsIn(tree: Nodes): string {
  let text = '';
  visit(tree, (node) => {
    if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'code') text += ` ${node.value}`;
    else if (node.type === 'image') text += ` ${node.alt} ${node.url}`;
    else if (node.type === 'link') text += ` ${node.url}`;
    return undefined;
  });
  return text.replaceAll(/\s+/g, '');
}
