import type { BlockContent, Html, Parents, PhrasingContent, Root, RootContent } from 'mdast';
import type { MdxFlowExpression } from 'mdast-util-mdx-expression';
import type { MdxJsxTextElement } from 'mdast-util-mdx-jsx';
import { advance, type Draft, placeOf } from './draft.ts';
import { trimRun } from './inline-lines.ts';
import { holdsBlocks } from './map-blocks.ts';
import { type Code, type Message, message } from './message.ts';
import { linkAddresses, parse } from './parse.ts';
import { visit } from './visit.ts';

/** HTML elements that keep their meaning in a chapter; none can run or load anything. Their attributes go. */
const safeElements = new Set([
  'abbr',
  'b',
  'cite',
  'del',
  'dfn',
  'em',
  'i',
  'ins',
  'kbd',
  'mark',
  'q',
  's',
  'samp',
  'small',
  'strong',
  'sub',
  'sup',
  'u',
  'var',
]);
const voidElements = new Set(['br', 'wbr']);

/** Comments stay comments, safe inline elements stay elements, and every other HTML becomes the text it is. */
export function plainHtml(draft: Draft): Draft {
  let hasHtml = false;
  visit(draft.tree, 'html', () => {
    hasHtml = true;
    return undefined;
  });
  if (!hasHtml) return draft;
  const messages: Message[] = [];
  const report: Report = (code, { source, line }) => {
    messages.push(message(code, placeOf(draft, line), reasons[code], { before: source }));
  };
  return advance(draft, linkAddresses(convert(draft.tree, report) as Root), messages);
}

const reasons = {
  'html-attributes-removed': 'Unexpected attributes of an HTML element, removed.',
  'html-escaped': 'Unexpected HTML that may not stand in a chapter, kept as text.',
} as const satisfies Partial<Record<Code, string>>;

type Report = (code: keyof typeof reasons, part: Pick<Tag, 'source' | 'line'>) => void;

/** A piece of HTML among inline nodes: a tag that waits for its partner, or one that may not stand in a chapter. */
interface Tag {
  readonly type: 'tag';
  readonly kind: 'open' | 'close' | 'empty' | 'refused';
  readonly name: string;
  readonly source: string;
  /** The author's line. */
  readonly line: number;
}
type Token = PhrasingContent | Tag;

function convert(node: Parents, report: Report): Parents {
  const isFlow = holdsBlocks(node);
  const tokens = node.children.flatMap((child): readonly (RootContent | Tag)[] => {
    if (child.type === 'html') return isFlow ? flow(child, report) : tokensOf(child);
    return 'children' in child ? [convert(child, report) as RootContent] : [child];
  });
  return { ...node, children: isFlow ? tokens : pair(tokens as readonly Token[], report) } as Parents;
}

/**
 * A block of HTML as a comment with the Markdown that follows in its last line, or as paragraphs: a blank line in it
 * parts two.
 */
function flow(html: Html, report: Report): readonly RootContent[] {
  const position = html.position && { position: html.position };
  const [comments] = /^(?:<!--(?:(?!-->)[\s\S])*-->\s*)+/.exec(html.value) ?? [];
  if (comments !== undefined) {
    const found = [...comments.matchAll(/<!--([\s\S]*?)-->/g)].map(
      ([, comment = '']): MdxFlowExpression => ({ type: 'mdxFlowExpression', value: commented(comment), ...position }),
    );
    const lines = html.value.slice(comments.length).split('\n');
    const first = (html.position?.start.line ?? 1) + linesIn(comments);
    const rest = parse(
      lines,
      lines.map((_, i) => first + i),
    );
    return [...found, ...(convert(rest, report) as Root).children];
  }
  return paragraphs(tokensOf(html)).flatMap((parts): readonly BlockContent[] => {
    const children = [...trimRun(pair(parts, report))];
    return children.length === 0 ? [] : [{ type: 'paragraph', children, ...position }];
  });
}

function paragraphs(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const found: Token[][] = [[]];
  for (const token of tokens) {
    if (token.type !== 'text') found.at(-1)?.push(token);
    else
      token.value.split(/\n\s*\n/).forEach((value, i) => {
        if (i > 0) found.push([]);
        if (value !== '') found.at(-1)?.push({ ...token, value });
      });
  }
  return found;
}

/** Cuts a piece of HTML into comments, tags and text. */
function tokensOf({ value, position }: Html): readonly Token[] {
  const parts: Token[] = [];
  let from = 0;
  let line = position?.start.line ?? 1;
  const text = (to: number): void => {
    const between = value.slice(from, to);
    const start = { line, column: 1 };
    const refused = /^<.*/.exec(between)?.[0] ?? '';
    const rest = between.slice(refused.length);
    if (refused !== '') parts.push({ type: 'tag', kind: 'refused', name: '', source: refused, line });
    if (rest !== '') parts.push({ type: 'text', value: rest, position: { start, end: start } });
    line += linesIn(between);
  };
  for (const found of value.matchAll(/<!--([\s\S]*?)-->|<(\/?)([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?(\/?)>/g)) {
    text(found.index);
    parts.push(tokenOf(found, line));
    line += linesIn(found[0]);
    from = found.index + found[0].length;
  }
  text(value.length);
  return parts;
}

const linesIn = (text: string): number => text.split('\n').length - 1;

function tokenOf([source, comment, slash, element]: RegExpMatchArray, line: number): Token {
  const name = element?.toLowerCase() ?? '';
  if (comment !== undefined)
    return { type: 'mdxTextExpression', value: commented(comment.replaceAll(/\s*\n\s*/g, ' ')) };
  const closing = slash ? 'close' : 'open';
  const kind = voidElements.has(name) ? 'empty' : safeElements.has(name) ? closing : 'refused';
  return { type: 'tag', kind, name, source, line };
}

/** The content of a comment, as one that MDX reads; what would end it early, or begin code in Sätteri, is replaced. */
const commented = (comment: string): string => `/*${comment.replaceAll('*/', '* /').replaceAll('`', "'")}*/`;

const jsx = (name: string, children: readonly PhrasingContent[]): MdxJsxTextElement => ({
  type: 'mdxJsxTextElement',
  name,
  attributes: [],
  children: [...children] as MdxJsxTextElement['children'],
});

/** An element that is open: the tag, and what stood in it so far. */
interface Open {
  readonly tag: Tag;
  readonly children: PhrasingContent[];
}

/** Elements nest no deeper; what opens below is text. */
const deepest = 50;

/** Joins each opening tag with its closing one; a tag without a partner is text. */
function pair(parts: readonly Token[], report: Report): PhrasingContent[] {
  const done: PhrasingContent[] = [];
  const open: Open[] = [];
  const put = (...nodes: readonly PhrasingContent[]): void => {
    for (const node of nodes) (open.at(-1)?.children ?? done).push(node);
  };
  const asElement = (tag: Tag, children: readonly PhrasingContent[]): void => {
    if (/^<\/?\w+\s+[^\s/]/.test(tag.source)) report('html-attributes-removed', tag);
    put(jsx(tag.name, children));
  };
  const asText = (tag: Tag): void => {
    report('html-escaped', tag);
    const start = { line: tag.line, column: 1 };
    put({ type: 'text', value: tag.source, position: { start, end: start } });
  };
  const giveUp = (): void => {
    const last = open.pop();
    if (!last) return;
    asText(last.tag);
    put(...last.children);
  };
  for (const part of parts) {
    if (part.type !== 'tag') put(part);
    else if (part.kind === 'empty') asElement(part, []);
    else if (part.kind === 'open' && open.length < deepest) open.push({ tag: part, children: [] });
    else if (part.kind === 'close' && open.some(({ tag }) => tag.name === part.name)) {
      while (open.at(-1)?.tag.name !== part.name) giveUp();
      const last = open.pop();
      if (last) asElement(last.tag, last.children);
    } else asText(part);
  }
  while (open.length > 0) giveUp();
  return done;
}
