import type { PhrasingContent } from 'mdast';
import type { Block } from './map-blocks.ts';
import { textsOf } from './title.ts';

/** Blocks without the line that the first of them begins with; whatever else that says stays. */
export function withoutLine([block, ...others]: readonly Block[], line: string): readonly Block[] {
  if (block?.type === 'list') {
    const [first, ...items] = block.children;
    const rest = { ...block, ...(block.ordered && { start: (block.start ?? 1) + 1 }), children: items };
    return [...withoutLine(first?.children ?? [], line), ...(items.length > 0 ? [rest] : []), ...others];
  }
  if (block?.type === 'heading' && isOf(line, block.children)) return others;
  if (block?.type === 'paragraph') {
    const { first, rest } = cutAtLineEnd(block.children);
    if (isOf(line, first)) return [...(rest.length > 0 ? [{ ...block, children: [...rest] }] : []), ...others];
  }
  return block ? [block, ...others] : others;
}

/** Whether a run says nothing but words of a line. */
function isOf(line: string, run: readonly PhrasingContent[]): boolean {
  const words = new Set(wordsOf(line));
  return run.every((node) => textsOf(node).every((text) => wordsOf(text).every((word) => words.has(word))));
}

const wordsOf = (text: string): readonly string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

function cutAtLineEnd(run: readonly PhrasingContent[]): {
  readonly first: readonly PhrasingContent[];
  readonly rest: readonly PhrasingContent[];
} {
  const i = run.findIndex((node) => node.type === 'break' || (node.type === 'text' && node.value.includes('\n')));
  const node = run[i];
  if (!node) return { first: run, rest: [] };
  if (node.type !== 'text') return { first: run.slice(0, i), rest: run.slice(i + 1) };
  const end = node.value.indexOf('\n');
  return {
    first: [...run.slice(0, i), { ...node, value: node.value.slice(0, end) }],
    rest: [{ ...node, value: node.value.slice(end + 1) }, ...run.slice(i + 1)],
  };
}
