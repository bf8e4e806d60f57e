import type { BlockContent, PhrasingContent } from 'mdast';
import type { Message } from '../normalize/message.ts';
import type { Sources } from '../table/sources.ts';
import { cite } from './cite.ts';
import { inline, paragraph, text } from './nodes.ts';

/** A change of the notes as items of a list: the verdict, what they had, what the chapter has, why, and on whose word. */
export function changeLines(message: Message, sources: Sources): readonly (readonly BlockContent[])[] {
  const { before, after, verdict, reason, sources: keys = [], checked } = message;
  // A correction may make an item or a heading of its line; the ledger shows the words.
  const words = after?.replace(/^\s*(?:[-*+]|#{1,6})\s+/, '');
  return [
    ...(verdict === undefined ? [] : [line('Verdict', [text(verdict)])]),
    ...(before === undefined ? [] : [line('Was', [{ type: 'inlineCode', value: before }])]),
    ...(words === undefined ? [] : [line('Is', inline(words))]),
    line('Why', inline(reason)),
    ...(keys.length > 0 || checked !== undefined ? [line('Source', cite(keys, checked, sources))] : []),
  ];
}

const line = (label: string, content: readonly PhrasingContent[]): readonly BlockContent[] => [
  paragraph({ type: 'strong', children: [text(`${label}:`)] }, text(' '), ...content),
];
