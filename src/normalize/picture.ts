import type { BlockContent, Image, Paragraph } from 'mdast';
import { advance, type Draft, placeOf } from './draft.ts';
import { mapBlocks } from './map-blocks.ts';
import { type Message, message } from './message.ts';

/** What is known about the pictures of a notes folder. */
export interface Pictures {
  /** Files of the notes folder that are pictures, by path. */
  readonly files: ReadonlySet<string>;
  /** Path from the chapters to the notes folder, without a slash at its end. */
  readonly folder: string;
}

/** A picture that exists is addressed from the chapter; a missing one leaves a labelled note with its caption. */
export function pictures(draft: Draft, known: Pictures): Draft {
  const messages: Message[] = [];
  const tree = mapBlocks(draft.tree, (blocks) =>
    blocks.flatMap((block) => {
      if (block.type !== 'paragraph' || !block.children.some((child) => child.type === 'image')) return [block];
      const missing: BlockContent[] = [];
      const children = block.children.flatMap((child) => {
        if (child.type !== 'image' || /^([a-z][a-z0-9+.-]*:|\/)/i.test(child.url)) return [child];
        const path = decodeURI(child.url).replace(/^\.\//, '');
        if (known.files.has(path))
          return [{ ...child, url: `${known.folder}/${encodeURI(path)}`, alt: captionOf(child) }];
        const line = child.position?.start.line ?? block.position?.start.line ?? 1;
        messages.push(
          message(
            'picture-missing',
            placeOf(draft, line),
            `Unexpected picture \`${path}\`, which does not exist; its caption stands in its place. Expected the file, or a diagram.`,
          ),
        );
        missing.push(stand(child, path, block));
        return [];
      });
      const rest = children.some((child) => child.type !== 'text' || child.value.trim() !== '')
        ? [{ ...block, children }]
        : [];
      return [...rest, ...missing];
    }),
  );
  return advance(draft, tree, messages);
}

/** What stands in the place of a missing picture. */
function stand(image: Image, path: string, block: Paragraph): BlockContent {
  const caption = captionOf(image);
  return {
    type: 'blockquote',
    children: [
      {
        type: 'paragraph',
        children: [
          { type: 'strong', children: [{ type: 'text', value: 'Picture missing:' }] },
          { type: 'text', value: ` ${caption === '' ? '' : `${caption}, `}` },
          { type: 'inlineCode', value: path },
        ],
      },
    ],
    ...(block.position && { position: block.position }),
  };
}

/** The text that describes a picture; a file name describes nothing, unless its target's name does. */
function captionOf({ alt, url }: Image): string {
  const isName = (text: string): boolean =>
    /^(image|img|picture|screenshot|pasted image)?[\s_\d-]*(\.(avif|gif|jpe?g|png|svg|webp))?$/i.test(text);
  if (alt && !isName(alt) && !/\.(avif|gif|jpe?g|png|svg|webp)$/i.test(alt)) return alt;
  const name =
    decodeURI(url)
      .split('/')
      .at(-1)
      ?.replace(/\.\w+$/, '') ?? '';
  return isName(name) ? '' : name.replaceAll(/[_-]+/g, ' ').replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
}
