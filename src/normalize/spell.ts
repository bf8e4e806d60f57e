import type { Parents, Text } from 'mdast';
import { copyTree } from './copy-tree.ts';
import type { Dictionary } from './dictionary.ts';
import { advance, type Draft } from './draft.ts';
import { literal } from './literal.ts';
import { type Code, type Message, message } from './message.ts';
import type { Spelling } from './settings/spelling.ts';
import { SKIP, visit } from './visit.ts';

/**
 * Corrects names and words that `spelling.yaml` decides and well-known misspellings with one correction;
 * an unknown word is only reported, once a note. Code, addresses and link targets stay as they are.
 */
export function spell(draft: Draft, spelling: Spelling, dictionary: Dictionary): Draft {
  const tree = copyTree(draft.tree);
  const messages: Message[] = [];
  const speller = {
    names: nameMatcher(spelling.names),
    spelling,
    dictionary,
    known: new Set(spelling.known.map((word) => word.toLowerCase())),
    reported: new Set<string>(),
  };
  visit(tree, (node, _, parent) => {
    if (node.type === 'link' && node.children.length === 1 && node.children[0]?.type === 'text' && isAddress(node))
      return SKIP;
    if (node.type === 'leafDirective') return SKIP;
    if (node.type === 'text') node.value = corrected(node, parent, draft, speller, messages);
    return undefined;
  });
  return advance(draft, tree, messages);
}

interface Speller {
  readonly names: RegExp | undefined;
  readonly spelling: Spelling;
  readonly dictionary: Dictionary;
  readonly known: ReadonlySet<string>;
  readonly reported: Set<string>;
}

const isAddress = (link: { readonly url: string; readonly children: readonly unknown[] }): boolean => {
  const [text] = link.children as readonly Text[];
  return text !== undefined && link.url.endsWith(text.value);
};

/** Addresses, paths, identifiers, tags and numbers with units: anything that is no plain word. */
const technical = /[\\@_=<>{}\d]|:\/\/|^[#./~-].|.\.\p{Ll}/u;

function corrected(
  node: Text,
  parent: Parents | undefined,
  draft: Draft,
  speller: Speller,
  messages: Message[],
): string {
  const start = node.position?.start.line ?? parent?.position?.start.line ?? 1;
  const report = (code: Code, reason: string, index: number, before: string, after?: string): void => {
    const line = start + (node.value.slice(0, index).match(/\n/g)?.length ?? 0);
    const column = Math.max(0, (draft.raw[line - 1] ?? '').indexOf(before)) + 1;
    messages.push(
      message(code, { note: draft.note, line, column }, reason, after === undefined ? { before } : { before, after }),
    );
  };
  const named = withNames(node.value, speller, report);
  return outsideTechnical(named, (text, offset) =>
    text.replaceAll(/\p{L}[\p{L}\p{M}'’]*/gu, (word, index: number) => {
      const at = offset + index;
      const right = rightWord(word, speller);
      if (right !== undefined) {
        report('spelling-corrected', `Unexpected spelling \`${word}\`, corrected.`, at, word, right);
        return right;
      }
      if (isUnknown(word, named.slice(Math.max(0, at - 9), at), speller)) {
        speller.reported.add(word.toLowerCase());
        const near = speller.dictionary.suggestion(word.toLowerCase());
        report(
          'unknown-word',
          `Unexpected word \`${word}\`, in no dictionary.${near ? ` Did you mean \`${near}\`?` : ''} Decide in spelling.yaml: \`words\` or \`known\`.`,
          at,
          word,
        );
      }
      return word;
    }),
  );
}

/** One expression for all names, longest first, at word boundaries. */
function nameMatcher(names: Spelling['names']): RegExp | undefined {
  const found = Object.keys(names).toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1));
  if (found.length === 0) return undefined;
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${found.map(literal).join('|')})(?![\\p{L}\\p{N}])`, 'gu');
}

type Report = (code: Code, reason: string, index: number, before: string, after?: string) => void;

function withNames(text: string, { names, spelling }: Speller, report: Report): string {
  if (!names) return text;
  return text.replaceAll(names, (found: string, index: number) => {
    const right = spelling.names[found] ?? found;
    const inside = right.indexOf(found);
    if (right === found || (inside >= 0 && text.startsWith(right, index - inside))) return found;
    report('name-corrected', `Unexpected name \`${found}\`, expected \`${right}\`.`, index, found, right);
    return right;
  });
}

/** Applies `change` to what lies between technical words. */
function outsideTechnical(text: string, change: (part: string, offset: number) => string): string {
  let result = '';
  let from = 0;
  for (const found of text.matchAll(/\S+/gu)) {
    if (!technical.test(found[0])) continue;
    result += change(text.slice(from, found.index), from) + found[0];
    from = found.index + found[0].length;
  }
  return result + change(text.slice(from), from);
}

function rightWord(word: string, { spelling, dictionary, known }: Speller): string | undefined {
  const lower = word.toLowerCase();
  if (known.has(lower)) return undefined;
  const decided = Object.hasOwn(spelling.words, lower) ? spelling.words[lower] : undefined;
  const right = decided ?? (isPlain(word) && !dictionary.has(lower) ? dictionary.correction(lower) : undefined);
  if (right === undefined || right.toLowerCase() === lower) return undefined;
  if (/^\p{Lu}{2,}$/u.test(word)) return right.toUpperCase();
  return /^\p{Lu}/u.test(word) ? right.charAt(0).toUpperCase() + right.slice(1) : right;
}

/** No capitals but the first: acronyms and names with capitals inside are left to `spelling.yaml`. */
const isPlain = (word: string): boolean => /^.\P{Lu}*$/u.test(word);

function isUnknown(word: string, before: string, { dictionary, known, reported }: Speller): boolean {
  const lower = word.toLowerCase();
  if (!/^[a-z][a-z'’]{3,}$/.test(lower) || !isPlain(word) || reported.has(lower)) return false;
  if (/^[A-Z]/.test(word) && !/(^|[.!?:]\s+|\n)$/.test(before)) return false;
  const stem = lower.replace(/['’](s|t|re|ve|ll|d)?$/, '');
  return !known.has(lower) && !known.has(stem) && !dictionary.has(lower) && !dictionary.has(stem);
}
