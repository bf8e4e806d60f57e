import type { Nodes, PhrasingContent, Root, Text } from 'mdast';
import { copyTree } from './copy-tree.ts';
import { literal } from './literal.ts';
import type { Term } from './settings/terms.ts';
import { slug } from './split.ts';
import { SKIP, visit } from './visit.ts';

/** Finds the mentions of terms in a text. */
export interface TermMatcher {
  readonly pattern: RegExp | undefined;
  /** The term that a mention, as matched, is one of. */
  termOf(mention: string): Term | undefined;
}

/** Prepares the terms for `link`: longest form first, at word boundaries, with regular plurals. */
export function matcherOf(terms: readonly Term[]): TermMatcher {
  const forms = new Map<string, Term>();
  for (const term of terms) {
    if (term.link === 'none') continue;
    for (const form of [term.term, ...(term.acronym ? [term.acronym] : []), ...term.aliases]) {
      for (const written of spellings(form)) if (!forms.has(written)) forms.set(written, term);
    }
  }
  if (forms.size === 0) return { pattern: undefined, termOf: () => undefined };
  const longest = [...forms.keys()].toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const escaped = longest.map((form) => literal(form).replaceAll(' ', '\\s'));
  return {
    pattern: new RegExp(`(?<![\\p{L}\\p{N}_/.-])(?:${escaped.join('|')})(?![\\p{L}\\p{N}_]|[-/.]\\p{L})`, 'gu'),
    termOf: (mention) => forms.get(mention.replaceAll(/\s/g, ' ')),
  };
}

/** A form in lower case may begin a sentence; a single word or the last of several may stand in the plural. */
function spellings(form: string): readonly string[] {
  const cases = /^\p{Ll}+([ -]\p{Ll}+)*/u.test(form) ? [form, form.charAt(0).toUpperCase() + form.slice(1)] : [form];
  return cases.flatMap((written) =>
    /[\p{L}\p{N}]$/u.test(written) && !/[sy]$/.test(written) ? [written, `${written}s`] : [written],
  );
}

/** The address that explains a term: the chapter about it, or its entry in the glossary. */
export const explanationOf = (term: Term): string =>
  term.link === 'chapter' ? `/${term.chapter}/` : `/glossary/#${slug(term.term)}`;

/**
 * Links the first mention of each term in each section of a chapter to its explanation. Headings, code, links,
 * tables and figures of JSX stay as they are, and so do terms that this very chapter explains.
 */
export function link(tree: Root, chapter: string, matcher: TermMatcher): Root {
  if (!matcher.pattern) return tree;
  const linked = copyTree(tree);
  let seen = new Set<Term>();
  visit(linked, (node, index, parent) => {
    if (node.type === 'heading') {
      seen = new Set();
      return SKIP;
    }
    if (skipped.has(node.type)) return SKIP;
    if (node.type !== 'text' || !parent || index === undefined) return undefined;
    const parts = mentions(node, chapter, matcher, seen);
    if (parts.length === 1) return undefined;
    (parent as { children: Nodes[] }).children.splice(index, 1, ...parts);
    return [SKIP, index + parts.length];
  });
  return linked;
}

const skipped: ReadonlySet<Nodes['type']> = new Set([
  'code',
  'inlineCode',
  'link',
  'linkReference',
  'mdxFlowExpression',
  'mdxJsxFlowElement',
  'mdxJsxTextElement',
  'mdxTextExpression',
  'table',
]);

function mentions(
  node: Text,
  chapter: string,
  { pattern, termOf }: TermMatcher,
  seen: Set<Term>,
): readonly PhrasingContent[] {
  const parts: PhrasingContent[] = [];
  let from = 0;
  for (const found of pattern ? node.value.matchAll(pattern) : []) {
    const term = termOf(found[0]);
    if (!term || term.chapter === chapter || seen.has(term)) continue;
    seen.add(term);
    if (found.index > from) parts.push({ type: 'text', value: node.value.slice(from, found.index) });
    parts.push({ type: 'link', url: explanationOf(term), children: [{ type: 'text', value: found[0] }] });
    from = found.index + found[0].length;
  }
  if (from === 0) return [node];
  return from < node.value.length ? [...parts, { type: 'text', value: node.value.slice(from) }] : parts;
}
