import type { Parents, PhrasingContent, Root, RootContent } from 'mdast';
import type { MdxFlowExpression, MdxTextExpression } from 'mdast-util-mdx-expression';
import type { MdxJsxTextElement } from 'mdast-util-mdx-jsx';
import { advance, type Draft, placeOf } from './draft.ts';
import { type Message, message } from './message.ts';

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
  const messages: Message[] = [];
  const escaped = (node: RootContent, before: string): void => {
    messages.push(
      message(
        'html-escaped',
        placeOf(draft, node.position?.start.line ?? 1),
        'Unexpected HTML that may not stand in a chapter, kept as text.',
        { before },
      ),
    );
  };
  return advance(draft, convert(draft.tree, escaped) as Root, messages);
}

type Escaped = (node: RootContent, before: string) => void;

function convert(node: Parents, escaped: Escaped): Parents {
  const isFlow = ['root', 'blockquote', 'listItem', 'footnoteDefinition', 'containerDirective'].includes(node.type);
  const children = node.children.flatMap((child): RootContent[] => {
    if (child.type === 'html') return isFlow ? [flow(child.value, child, escaped)] : tokens(child.value);
    return 'children' in child ? [convert(child, escaped) as RootContent] : [child];
  });
  return { ...node, children: isFlow ? children : pair(children as Token[], escaped) } as Parents;
}

/** A tag that waits for its partner, among inline nodes. */
interface Tag {
  readonly type: 'tag';
  readonly kind: 'open' | 'close';
  readonly name: string;
  readonly source: string;
}
type Token = PhrasingContent | Tag;

function flow(value: string, node: RootContent, escaped: Escaped): RootContent {
  const position = node.position && { position: node.position };
  const comment = /^<!--([\s\S]*?)-->\s*$/.exec(value);
  if (comment && !comment[1]?.includes('-->'))
    return { type: 'mdxFlowExpression', value: commented(comment[1] ?? ''), ...position } satisfies MdxFlowExpression;
  const parts = tokens(value) as Token[];
  return { type: 'paragraph', children: pair(parts, escaped), ...position };
}

/** Cuts a piece of HTML into comments, tags and text. */
function tokens(value: string): RootContent[] {
  const parts: Token[] = [];
  let from = 0;
  for (const found of value.matchAll(/<!--([\s\S]*?)-->|<(\/?)([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?(\/?)>/g)) {
    if (found.index > from) parts.push({ type: 'text', value: value.slice(from, found.index) });
    parts.push(tokenOf(found));
    from = found.index + found[0].length;
  }
  if (from < value.length) parts.push({ type: 'text', value: value.slice(from) });
  return parts as RootContent[];
}

function tokenOf([source, comment, slash, element]: RegExpMatchArray): Token {
  const name = element?.toLowerCase() ?? '';
  if (comment !== undefined)
    return { type: 'mdxTextExpression', value: commented(comment) } satisfies MdxTextExpression;
  if (voidElements.has(name)) return jsx(name, []);
  if (safeElements.has(name)) return { type: 'tag', kind: slash ? 'close' : 'open', name, source };
  return { type: 'text', value: source };
}

/** The content of a comment, as one that MDX reads; what would end it early is parted. */
const commented = (comment: string): string => `/*${comment.replaceAll('*/', '* /')}*/`;

const jsx = (name: string, children: PhrasingContent[]): MdxJsxTextElement => ({
  type: 'mdxJsxTextElement',
  name,
  attributes: [],
  children: children as MdxJsxTextElement['children'],
});

/** Joins each opening tag with its closing one; a tag without a partner is text. */
function pair(parts: readonly Token[], escaped: Escaped): PhrasingContent[] {
  const done: PhrasingContent[] = [];
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    if (!part) continue;
    if (part.type !== 'tag') {
      if (part.type === 'text' && /^<[/a-zA-Z!?]/.test(part.value)) escaped(part, part.value);
      done.push(part);
      continue;
    }
    const end = part.kind === 'open' ? closing(parts, i) : -1;
    if (end < 0) {
      escaped({ type: 'text', value: part.source }, part.source);
      done.push({ type: 'text', value: part.source });
    } else {
      done.push(jsx(part.name, pair(parts.slice(i + 1, end), escaped)));
      i = end;
    }
  }
  return done;
}

function closing(parts: readonly Token[], open: number): number {
  const tag = parts[open];
  let depth = 0;
  for (let i = open; i < parts.length; i++) {
    const part = parts[i];
    if (part?.type !== 'tag' || tag?.type !== 'tag' || part.name !== tag.name) continue;
    depth += part.kind === 'open' ? 1 : -1;
    if (depth === 0) return i;
  }
  return -1;
}
