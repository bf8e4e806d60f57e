import { diffWordsWithSpace } from 'diff';
import type { PhrasingContent } from 'mdast';
import { parse } from '../normalize/parse.ts';

/** A piece of a text, with its style in Markdown, and whether it is among what changed. */
export interface Run {
  readonly text: string;
  readonly changed: boolean;
  readonly style?: Style | undefined;
}

type Style = 'strong' | 'emphasis' | 'inlineCode';
type Piece = Omit<Run, 'changed'>;

/** Of two texts that share less than this part of the shorter one all is new: marks on single words would confuse. */
const leastShared = 0.4;

/** A word that is worth showing as kept between two changes; shorter ones stand there by chance. */
const word = /[\p{L}\p{N}]{4,}|[\p{Lu}\p{N}]{2,}/u;

// A correction may make an item or a heading of its line; shown are the words.
const blockMarker = /^\s*(?:[-*+]|#{1,6})\s+/;

/** A text before and after a change, word by word: what was taken out of the one, and what was put into the other. */
export function markChanges(
  before: string,
  markdown: string,
): { readonly before: readonly Run[]; readonly after: readonly Run[] } {
  const pieces = piecesOf(markdown.replace(blockMarker, ''));
  const after = pieces.map(({ text }) => text).join('');
  // A word in another case is the same word, except where the case is all that changed.
  const caseOnly = before.toLowerCase() === after.toLowerCase();
  const parts = diffWordsWithSpace(before, after, { ignoreCase: !caseOnly });
  const kept = parts.map(
    ({ value, added, removed }, i) => !added && !removed && (word.test(value) || i === 0 || i === parts.length - 1),
  );
  const shared = parts.reduce((sum, { value }, i) => sum + (kept[i] ? lettersOf(value) : 0), 0);
  const alike = caseOnly || shared >= leastShared * Math.min(lettersOf(before), lettersOf(after));
  const flags = (other: 'added' | 'removed'): readonly boolean[] =>
    parts.flatMap((part, i) => (part[other] ? [] : part.value.split('').map(() => !(alike && kept[i]))));
  return { before: divide([{ text: before }], flags('added')), after: divide(pieces, flags('removed')) };
}

const lettersOf = (text: string): number => text.replaceAll(/[^\p{L}\p{N}]/gu, '').length;

/** The text of a line of Markdown in pieces of one style each; a picture is its source, a link its words. */
function piecesOf(markdown: string): readonly Piece[] {
  const [first] = parse([markdown]).children;
  const pieces = (nodes: readonly PhrasingContent[], style?: Style): readonly Piece[] =>
    nodes.flatMap((node): readonly Piece[] => {
      if (node.type === 'image') return [{ text: `![${node.alt ?? ''}](${node.url})`, style }];
      if (node.type === 'inlineCode') return [{ text: node.value, style: node.type }];
      if ('children' in node)
        return pieces(node.children, node.type === 'strong' || node.type === 'emphasis' ? node.type : style);
      return 'value' in node ? [{ text: node.value, style }] : [];
    });
  return first?.type === 'paragraph' ? pieces(first.children) : [{ text: markdown }];
}

/** Pieces cut where a change begins or ends, by a flag for each character; a space at such a cut is no change. */
function divide(pieces: readonly Piece[], flags: readonly boolean[]): readonly Run[] {
  const text = pieces.map((piece) => piece.text).join('');
  const spaces = [...text.matchAll(/\s+/g)].filter(
    ({ index, 0: space }) => !flags[index - 1] || !flags[index + space.length],
  );
  const isEdge = new Set(spaces.flatMap(({ index, 0: space }) => space.split('').map((_, i) => index + i)));
  const runs: Run[] = [];
  let at = 0;
  for (const piece of pieces)
    for (const unit of piece.text.split('')) {
      const changed = (flags[at] ?? false) && !isEdge.has(at);
      const last = runs.at(-1);
      at += 1;
      if (last?.changed === changed && last.style === piece.style)
        runs[runs.length - 1] = { ...last, text: last.text + unit };
      else runs.push({ text: unit, changed, style: piece.style });
    }
  return runs;
}

/** A change of a line: the text that was found and, where it was replaced, what took its place. */
interface LineChange {
  readonly code: string;
  readonly column: number;
  readonly before?: string;
  readonly after?: string;
}

/** A raw line with the words marked that some of its changes took out. */
export function markLine(line: string, changes: readonly LineChange[]): readonly Run[] {
  const gone = line.split('').map(() => false);
  for (const { code, column, before = '', after = code === 'separator-removed' ? '' : undefined } of changes) {
    const at = line.startsWith(before, column - 1) ? column - 1 : line.indexOf(before);
    if (before === '' || after === undefined || at < 0) continue;
    let place = at;
    for (const { text, changed } of markChanges(before, after).before)
      for (const end = place + text.length; place < end; place++) gone[place] ||= changed;
  }
  return divide([{ text: line }], gone);
}
