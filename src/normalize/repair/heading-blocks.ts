import type { Heading, PhrasingContent } from 'mdast';
import { type Draft, placeOf } from '../draft.ts';
import { dropTrailing, type InlineLine, inlineText, trimRun } from '../inline-lines.ts';
import type { Block } from '../map-blocks.ts';
import { type Message, message } from '../message.ts';

/**
 * The blocks that a recovered title line becomes: the heading, and a paragraph with what stood behind a dash.
 * An expansion stays in the title, in brackets (`CQRS - Command Query …`), and so does one short capitalised name.
 */
export function headingBlocks(
  title: { readonly depth: Heading['depth']; readonly children: readonly PhrasingContent[] },
  line: InlineLine,
  draft: Draft,
  messages: Message[],
): readonly Block[] {
  const children = trimRun(dropTrailing(title.children, /(?<=\S)\s*(#{2,}|[-–—_:,]|\s)+$/));
  const { head, tail } = divide(children);
  const position = { start: { line: line.line, column: 1 }, end: { line: line.line, column: 1 } };
  const heading: Heading = { type: 'heading', depth: title.depth, children: head.map(onOneLine), position };
  const place = placeOf(draft, line.line);
  messages.push(
    message('heading-recovered', place, 'Unexpected title without heading markup, made a heading.', {
      before: (draft.raw[line.line - 1] ?? '').trim(),
      after: inlineText(head),
    }),
  );
  if (tail.length === 0) return [heading];
  messages.push(
    message('title-tail-moved', place, 'Unexpected text behind the title, moved below it.', {
      before: inlineText(children),
      after: inlineText(tail),
    }),
  );
  return [heading, { type: 'paragraph', children: [...tail], position }];
}

/** What goes on in the next line, such as code, comes along: a heading has one line. */
function onOneLine(node: PhrasingContent): PhrasingContent {
  if (node.type === 'break') return { type: 'text', value: ' ' };
  if ('value' in node) return { ...node, value: node.value.replaceAll(/\s*\n\s*/g, ' ') };
  return 'children' in node ? ({ ...node, children: node.children.map(onOneLine) } as PhrasingContent) : node;
}

const dash = /\s+[-–—]\s+/;

function divide(children: readonly PhrasingContent[]): {
  head: readonly PhrasingContent[];
  tail: readonly PhrasingContent[];
} {
  const [first, ...rest] = children;
  const whole = { head: children, tail: [] };
  if (first?.type !== 'text') return whole;
  const found = dash.exec(first.value);
  if (!found) return whole;
  const head = first.value.slice(0, found.index);
  const after = first.value.slice(found.index + found[0].length);
  if (rest.length === 0 && expands(head, after)) return { head: [{ ...first, value: `${head} (${after})` }], tail: [] };
  if (rest.length === 0 && !dash.test(after) && isName(after)) return whole;
  return {
    head: [{ ...first, value: head }],
    tail: [...(after === '' ? [] : [{ ...first, value: after.replaceAll(/\s+[-–—]\s+/g, ', ') }]), ...rest],
  };
}

/** True where the initials of the long form spell the short one. */
const expands = (short: string, long: string): boolean =>
  short.length > 1 &&
  (long.match(/\p{L}+/gu) ?? [])
    .map((word) => word.charAt(0))
    .join('')
    .toUpperCase() === short.toUpperCase();

/** At most three capitalised words or numbers. */
const isName = (text: string): boolean => /^[\p{Lu}\p{N}][\p{L}\p{N}]*( [\p{Lu}\p{N}][\p{L}\p{N}]*){0,2}$/u.test(text);
