import type { Definition, Nodes, Parents, PhrasingContent, Root, RootContent } from 'mdast';
import { copyTree } from './copy-tree.ts';
import { advance, type Draft, placeOf } from './draft.ts';
import { inlineText } from './inline-lines.ts';
import { type Message, message, type Place } from './message.ts';
import { SKIP, visit } from './visit.ts';

/** Lower-case name of a note, a chapter or a title → address of its chapter. */
export type LinkTargets = ReadonlyMap<string, string>;

/**
 * Makes every link one that works in a chapter: references take their definition's address, wiki links and links
 * between notes lead to chapters, and an address that could run a script becomes text.
 */
export function resolveLinks(draft: Draft, targets: LinkTargets): Draft {
  const tree = copyTree(draft.tree);
  const messages: Message[] = [];
  inlineReferences(tree);
  visit(tree, 'text', (node, index, parent) => {
    if (!parent || index === undefined || !node.value.includes('[[')) return undefined;
    const { parts, read } = wikiLinks(node.value, targets, placeOf(draft, node.position?.start.line ?? 1));
    if (read.length === 0) return undefined;
    messages.push(...read);
    (parent as Parents & { children: RootContent[] }).children.splice(index, 1, ...parts);
    return [SKIP, index + parts.length];
  });
  visit(tree, (node, index, parent) => {
    if ((node.type !== 'link' && node.type !== 'image') || !parent || index === undefined) return undefined;
    const target = node.type === 'link' ? targetOf(node.url, targets) : undefined;
    if (node.type === 'link' && target) {
      const place = placeOf(draft, node.position?.start.line ?? 1);
      Object.assign(node, { url: target.url }, target.part && { data: { part: { name: target.part, place } } });
    }
    if (isSafe(node.url) && !(node.type === 'link' && isDangling(node.url))) return undefined;
    const before = node.type === 'link' ? inlineText(node.children) : (node.alt ?? '');
    messages.push(
      message(
        'link-escaped',
        placeOf(draft, node.position?.start.line ?? 1),
        `Unexpected address \`${node.url.slice(0, 80)}\`, kept as text. Expected http, https, mailto, or a chapter.`,
        { before },
      ),
    );
    const address = `${node.url}${node.title ? ` "${node.title}"` : ''}`;
    const text: PhrasingContent[] = [
      ...(node.type === 'link' ? node.children : [{ type: 'text', value: before } as const]),
      ...(before === address ? [] : [{ type: 'text', value: ` (${address})` } as const]),
    ];
    (parent as Parents & { children: RootContent[] }).children.splice(index, 1, ...text);
    return [SKIP, index + text.length];
  });
  return advance(draft, tree, messages);
}

/** Definitions go into the links that use them; a definition that nothing uses becomes a link of its own. */
function inlineReferences(tree: Root): void {
  const definitions = new Map<string, Definition>();
  const used = new Set<string>();
  visit(
    tree,
    'definition',
    (node) => void (definitions.has(node.identifier) || definitions.set(node.identifier, node)),
  );
  visit(tree, (node, index, parent) => {
    if (node.type === 'leafDirective') return SKIP;
    if ((node.type !== 'linkReference' && node.type !== 'imageReference') || !parent || index === undefined)
      return undefined;
    const definition = definitions.get(node.identifier);
    if (!definition) return undefined;
    used.add(node.identifier);
    const { url, title } = definition;
    const shared = { url, ...(title != null && { title }), ...(node.position && { position: node.position }) };
    (parent as { children: Nodes[] }).children[index] =
      node.type === 'linkReference'
        ? { type: 'link', ...shared, children: node.children }
        : { type: 'image', ...shared, alt: node.alt ?? '' };
    return undefined;
  });
  visit(tree, 'definition', (node, index, parent) => {
    if (!parent || index === undefined) return undefined;
    const { url, title, label, identifier, position } = node;
    const placed = position && { position };
    const link: PhrasingContent = {
      type: 'link',
      url,
      ...(title != null && { title }),
      children: [{ type: 'text', value: label ?? identifier }],
      ...placed,
    };
    const rest: RootContent[] =
      used.has(identifier) && definitions.get(identifier) === node
        ? []
        : [{ type: 'paragraph', children: [link], ...placed }];
    (parent as { children: Nodes[] }).children.splice(index, 1, ...rest);
    return [SKIP, index + rest.length];
  });
}

function wikiLinks(
  text: string,
  targets: LinkTargets,
  place: Place,
): { readonly parts: readonly PhrasingContent[]; readonly read: readonly Message[] } {
  const parts: PhrasingContent[] = [];
  const read: Message[] = [];
  let from = 0;
  for (const found of text.matchAll(/(!?)\[\[([^[\]|#\n]*)(?:#([^[\]|\n]*))?(?:\|([^[\]\n]*))?\]\]/g)) {
    const [source, embed, name = '', heading, label] = found;
    parts.push({ type: 'text', value: text.slice(from, found.index) });
    from = found.index + source.length;
    const shown = label ?? (name || heading || source);
    if (embed && /\.(avif|gif|jpe?g|png|svg|webp)$/i.test(name))
      parts.push({ type: 'image', url: encodeURI(name), alt: label ?? '' });
    else {
      const url = targets.get(name.trim().toLowerCase());
      const words: PhrasingContent = { type: 'text', value: shown };
      const data = heading ? { part: { name: heading, place } } : {};
      parts.push(url ? { type: 'link', url, data, children: [words] } : words);
    }
    const change = { before: source, after: shown };
    read.push(message('wiki-link-read', place, 'Unexpected wiki link, made plain Markdown.', change));
  }
  parts.push({ type: 'text', value: text.slice(from) });
  return { parts: parts.filter((part) => part.type !== 'text' || part.value !== ''), read };
}

/** The chapter that a relative link to a note leads to, and the part of it. */
function targetOf(url: string, targets: LinkTargets): { readonly url: string; readonly part?: string } | undefined {
  const found = /^(?![a-z][a-z0-9+.-]*:|\/|#)(?:\.\/)?([^#?]+)\.(?:md|txt)(?:\?[^#]*)?(?:#(.*))?$/i.exec(url);
  const name =
    decode(found?.[1] ?? '')
      .split('/')
      .at(-1) ?? '';
  const chapter = targets.get(name.toLowerCase());
  return chapter === undefined ? undefined : { url: chapter, ...(found?.[2] && { part: decode(found[2]) }) };
}

function decode(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

/** An address without a scheme, or with one that only opens a page, a mail or a call. */
const isSafe = (url: string): boolean => {
  const plain = url.replaceAll(/[\s\0-\x1f]/g, '');
  return /^(https?|mailto|tel):/i.test(plain) || !/^[^/?#]*:/.test(plain);
};

/** A relative address that is no chapter's: its file does not come along. */
const isDangling = (url: string): boolean => !/^([a-z][a-z0-9+.-]*:|\/|#)/i.test(url);

declare module 'mdast' {
  interface LinkData {
    /** The part of the chapter that the link names, and where it does. */
    part?: { readonly name: string; readonly place: Place };
  }
}
