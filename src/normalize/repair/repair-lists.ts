import type { List, ListItem } from 'mdast';
import { advance, type Draft, placeOf } from '../draft.ts';
import { type Block, mapBlocks } from '../map-blocks.ts';
import { type Message, message } from '../message.ts';

/**
 * Neighbouring lists of the same kind become one; a picture at the margin leaves the item that it had slipped into;
 * a list is spread only where an item holds more than one paragraph.
 */
export function repairLists(draft: Draft): Draft {
  const messages: Message[] = [];
  const tree = mapBlocks(draft.tree, (blocks) => {
    const merged: Block[] = [];
    for (const block of blocks.flatMap((each) => (each.type === 'list' ? releasePictures(each, draft.raw) : [each]))) {
      const last = merged.at(-1);
      if (block.type === 'list' && last?.type === 'list' && Boolean(block.ordered) === Boolean(last.ordered)) {
        messages.push(
          message(
            'list-repaired',
            placeOf(draft, block.position?.start.line ?? 1),
            'Unexpected start of a second list, joined with the list above.',
          ),
        );
        merged[merged.length - 1] = tight({ ...last, children: [...last.children, ...block.children] });
      } else {
        merged.push(block.type === 'list' ? tight(block) : block);
      }
    }
    return merged;
  });
  return advance(draft, tree, messages);
}

/** Pictures at the end of the last item whose own line is not indented stand below the list. */
function releasePictures(list: List, raw: readonly string[]): readonly Block[] {
  const last = list.children.at(-1);
  if (!last) return [list];
  const isLoose = (block: Block): boolean =>
    block.type === 'paragraph' &&
    block.children[0]?.type === 'image' &&
    /^!/.test(raw[(block.position?.start.line ?? 0) - 1] ?? '');
  const keep = last.children.findLastIndex((block) => !isLoose(block)) + 1;
  if (keep === last.children.length || keep === 0) return [list];
  return [
    { ...list, children: [...list.children.slice(0, -1), { ...last, children: last.children.slice(0, keep) }] },
    ...last.children.slice(keep),
  ];
}

function tight(list: List): List {
  const children = list.children.map(
    (item): ListItem => ({ ...item, spread: item.children.filter((child) => child.type !== 'list').length > 1 }),
  );
  return { ...list, spread: children.some((item) => item.spread === true), children };
}
