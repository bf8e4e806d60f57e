import type { Blockquote, PhrasingContent } from 'mdast';
import { advance, type Draft } from '../draft.ts';
import { dropLeading, linesOf, trimRun } from '../inline-lines.ts';
import { mapBlocks } from '../map-blocks.ts';

/**
 * `> [!note] Title` of Obsidian and `> [!NOTE]` of GitHub become a quotation whose first words name its kind; text
 * below a title stands in a paragraph of its own.
 */
export function readCallouts(draft: Draft): Draft {
  const tree = mapBlocks(draft.tree, (blocks) =>
    blocks.map((block) => (block.type === 'blockquote' ? read(block) : block)),
  );
  return advance(draft, tree, []);
}

function read(quote: Blockquote): Blockquote {
  const [first, ...rest] = quote.children;
  const [text] = first?.type === 'paragraph' ? first.children : [];
  if (first?.type !== 'paragraph' || text?.type !== 'text') return quote;
  const found = /^\[!(\p{L}[\p{L}-]*)\][+-]?[ \t]*/u.exec(text.value);
  const kind = found?.[1];
  if (!found || !kind) return quote;
  const label: PhrasingContent = {
    type: 'strong',
    children: [{ type: 'text', value: `${kind.charAt(0).toUpperCase()}${kind.slice(1).toLowerCase()}:` }],
  };
  const children = dropLeading(first.children, found[0].length);
  const [title, ...lines] = linesOf({ ...first, children: [...children] });
  const titled = children[0]?.type !== 'text' || !children[0].value.startsWith('\n');
  if (!title) return { ...quote, children: [{ ...first, children: [label] }, ...rest] };
  if (!titled || lines.length === 0) {
    const body: readonly PhrasingContent[] = [{ type: 'text', value: ' ' }, ...trimRun(children)];
    return { ...quote, children: [{ ...first, children: [label, ...body] }, ...rest] };
  }
  const below = lines.flatMap((line, i): PhrasingContent[] => [
    ...(i === 0 ? [] : [{ type: 'text', value: '\n' } as const]),
    ...line.children,
  ]);
  const lead: PhrasingContent[] = [label, { type: 'text', value: ' ' }, ...title.children];
  return { ...quote, children: [{ ...first, children: lead }, { ...first, children: below }, ...rest] };
}
