import type { Blockquote, PhrasingContent } from 'mdast';
import { advance, type Draft } from '../draft.ts';
import { dropLeading } from '../inline-lines.ts';
import { mapBlocks } from '../map-blocks.ts';

/** `> [!note] Title` of Obsidian and `> [!NOTE]` of GitHub become a quotation whose first words name its kind. */
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
  const body = dropLeading(first.children, found[0].length);
  const [next] = body;
  const parted =
    next?.type === 'text' ? [{ ...next, value: ` ${next.value.trimStart()}` }, ...body.slice(1)] : [...body];
  return { ...quote, children: [{ ...first, children: [label, ...(body.length > 0 ? parted : [])] }, ...rest] };
}
