import { trunk } from './trunk.ts';

/** A part of a page that begins with a heading, and where in the page's words it was met; as Pagefind gives it. */
export interface Section {
  readonly title: string;
  readonly url: string;
  /** HTML: escaped text with `<mark>` around the words met. */
  readonly excerpt: string;
  readonly weighted_locations: readonly { readonly location: number; readonly balanced_score: number }[];
}

/** Sections that every chapter has: they name what others explain. */
const common = /#(?:in-a-minute|from-the-notes|numbers-to-know|terms|sources)$/;

/** The sections of a page that answer best, best first: those that hold the most of the words asked for, then the most often. */
export function bestSections<S extends Section>(sections: readonly S[], content: string, count: number): readonly S[] {
  const words = content.split(/\s+/);
  const scores = new Map(sections.map((section) => [section, score(section, words)]));
  return sections.toSorted((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0)).slice(0, count);
}

/** Each word asked for counts by how well the section meets it, and less for every further time. */
function score({ url, weighted_locations }: Section, words: readonly string[]): number {
  const met = new Map<string, number>();
  for (const { location, balanced_score } of weighted_locations) {
    const word = trunk((words[location] ?? '').toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ''));
    met.set(word, (met.get(word) ?? 0) + balanced_score);
  }
  const sum = [...met.values()].reduce((total, weight) => total + 10 + Math.log1p(weight), 0);
  return common.test(url) ? sum / 2 : sum;
}
