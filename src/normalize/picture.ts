import type { BlockContent, Image, Nodes, Paragraph, Parents, PhrasingContent, Text } from 'mdast';
import { copyTree } from './copy-tree.ts';
import { advance, type Draft, placeOf } from './draft.ts';
import { trimRun } from './inline-lines.ts';
import { type Block, mapBlocks } from './map-blocks.ts';
import { type Message, message } from './message.ts';
import { SKIP, visit } from './visit.ts';

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
  const missing = new Set<Nodes>();
  const tree = copyTree(draft.tree);
  visit(tree, 'image', (node) => {
    const path = pathOf(node);
    if (/^([a-z][a-z0-9+.-]*:|\/)/i.test(node.url)) node.url = wellFormed(node.url);
    else if (!known.files.has(path)) missing.add(node);
    else Object.assign(node, { alt: captionOf(node), url: `${known.folder}/${encodeURI(path)}` });
    return undefined;
  });
  const report = (image: Image, line: number): void => {
    messages.push(
      message(
        'picture-missing',
        placeOf(draft, image.position?.start.line ?? line),
        `Unexpected picture \`${pathOf(image)}\`, which does not exist; its caption stands in its place. Expected the file, or a diagram.`,
        { before: `![${image.alt ?? ''}](${image.url}${image.title ? ` "${image.title}"` : ''})` },
      ),
    );
  };
  const stood = mapBlocks(tree, (blocks) =>
    blocks.flatMap((block) => (block.type === 'paragraph' ? standBelow(block, missing, report) : [block])),
  );
  visit(stood, 'image', (node, index, parent) => {
    if (!missing.has(node) || !parent || index === undefined) return undefined;
    report(node, parent.position?.start.line ?? 1);
    const stand = standIn(node);
    (parent as Parents & { children: Nodes[] }).children.splice(index, 1, label, ...stand);
    return [SKIP, index + stand.length + 1];
  });
  return advance(draft, stood, messages);
}

/** A paragraph without its missing pictures, which stand below it. */
function standBelow(
  paragraph: Paragraph,
  missing: ReadonlySet<Nodes>,
  report: (image: Image, line: number) => void,
): readonly Block[] {
  const { position } = paragraph;
  const images = paragraph.children.filter((child): child is Image => missing.has(child));
  if (images.length === 0) return [paragraph];
  const rest = paragraph.children.flatMap((child, i, all) => {
    if (missing.has(child)) return [];
    const before = all[i - 1];
    return before && missing.has(before) ? dropSpace(child) : [child];
  });
  const children = trimRun(rest);
  const stands = images.map((image): BlockContent => {
    report(image, position?.start.line ?? 1);
    return {
      type: 'blockquote',
      children: [{ type: 'paragraph', children: [{ type: 'strong', children: [label] }, ...standIn(image)] }],
      ...(position && { position }),
    };
  });
  return [...(children.length > 0 ? [{ ...paragraph, children: [...children] }] : []), ...stands];
}

/** Where a picture stood between two words, one space is enough. */
function dropSpace(child: PhrasingContent): readonly PhrasingContent[] {
  if (child.type !== 'text') return [child];
  const value = child.value.replace(/^[ \t]+/, '');
  return value === '' ? [] : [{ ...child, value }];
}

const label: Text = { type: 'text', value: 'Picture missing:' };

/** What stands in the place of a missing picture, behind the label. */
function standIn(image: Image): readonly PhrasingContent[] {
  const caption = captionOf(image);
  return [
    { type: 'text', value: ` ${caption === '' ? '' : `${caption}, `}` },
    { type: 'inlineCode', value: pathOf(image) },
  ];
}

const pathOf = ({ url }: Image): string => (decoded(url) ?? url).replace(/^\.\//, '');

/** The text that describes a picture; a file name describes nothing, unless its target's name does. */
function captionOf(image: Image): string {
  const { alt } = image;
  const isName = (text: string): boolean =>
    /^(image|img|picture|screenshot|pasted image)?[\s_\d-]*(\.(avif|gif|jpe?g|png|svg|webp))?$/i.test(text);
  if (alt && !isName(alt) && !/\.(avif|gif|jpe?g|png|svg|webp)$/i.test(alt)) return alt;
  const name =
    pathOf(image)
      .split('/')
      .at(-1)
      ?.replace(/\.\w+$/, '') ?? '';
  return isName(name) ? '' : name.replaceAll(/[_-]+/g, ' ').replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
}

/** An address that can be decoded: a percent sign that stands for nothing is one. */
const wellFormed = (url: string): string => (decoded(url) === undefined ? url.replaceAll('%', '%25') : url);

/** An address without its percent encoding, where that is one. */
function decoded(url: string): string | undefined {
  try {
    return decodeURI(url);
  } catch {
    return undefined;
  }
}
