import type { Paragraph, PhrasingContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';

/** One line of a paragraph: its content, and the number of the author's line it starts on. */
export interface InlineLine {
  readonly children: readonly PhrasingContent[];
  readonly line: number;
}

/** The lines of a paragraph in order; a line end inside emphasis or a link does not divide. */
export function linesOf(paragraph: Paragraph): readonly InlineLine[] {
  const lines: { children: PhrasingContent[]; line: number }[] = [];
  let current: { children: PhrasingContent[]; line: number } | undefined;
  let next = paragraph.position?.start.line ?? 1;
  const put = (node: PhrasingContent): void => {
    if (!current) {
      current = { children: [], line: next };
      lines.push(current);
    }
    current.children.push(node);
  };
  for (const node of paragraph.children) {
    const from = node.position?.start.line ?? next;
    if (node.type === 'break') {
      current = undefined;
      next = from + 1;
    } else if (node.type === 'text') {
      node.value.split('\n').forEach((value, i) => {
        if (i > 0) {
          current = undefined;
          next = from + i;
        }
        if (value !== '') put({ ...node, value });
      });
    } else {
      put(node);
      next = node.position?.end.line ?? next;
    }
  }
  return lines;
}

/** The text of a run of inline nodes. */
export const inlineText = (children: readonly PhrasingContent[]): string =>
  textOf({ type: 'paragraph', children: [...children] });

/** The run without its first `count` characters, where these stand in its leading text. */
export function dropLeading(children: readonly PhrasingContent[], count: number): readonly PhrasingContent[] {
  const [first, ...rest] = children;
  if (first?.type !== 'text') return children;
  const value = first.value.slice(count);
  return value === '' ? rest : [{ ...first, value }, ...rest];
}

/** The run without the part of its last text that `pattern` matches. */
export function dropTrailing(children: readonly PhrasingContent[], pattern: RegExp): readonly PhrasingContent[] {
  const last = children.at(-1);
  if (last?.type !== 'text') return children;
  const value = last.value.replace(pattern, '');
  if (value === last.value) return children;
  return value === '' ? children.slice(0, -1) : [...children.slice(0, -1), { ...last, value }];
}

/** Trims the white space that begins and ends a run. */
export const trimRun = (children: readonly PhrasingContent[]): readonly PhrasingContent[] => {
  const [first] = children;
  const lead = first?.type === 'text' ? first.value.length - first.value.trimStart().length : 0;
  return dropTrailing(dropLeading(children, lead), /\s+$/);
};

/** The part of a run between two offsets of its text, or `undefined` where an offset falls inside emphasis or a link. */
export function sliceRun(
  children: readonly PhrasingContent[],
  from: number,
  to: number,
): readonly PhrasingContent[] | undefined {
  const part: PhrasingContent[] = [];
  let offset = 0;
  for (const node of children) {
    const length = inlineText([node]).length;
    const [a, b] = [Math.max(from - offset, 0), Math.min(to - offset, length)];
    offset += length;
    if (b <= a && !(length === 0 && a === 0 && b === 0)) continue;
    if (a === 0 && b === length) part.push(node);
    else if (node.type === 'text') part.push({ ...node, value: node.value.slice(a, b) });
    else return undefined;
  }
  return part;
}
