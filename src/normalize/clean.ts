import { correct } from './correct.ts';
import { decode } from './decode.ts';
import type { Dictionary } from './dictionary.ts';
import type { Draft } from './draft.ts';
import { takeFootnotes } from './footnotes.ts';
import { readFrontMatter } from './front-matter.ts';
import { parse } from './parse.ts';
import { pictures } from './picture.ts';
import { placeElements } from './place-elements.ts';
import { plainHtml } from './plain-html.ts';
import { repair } from './repair/repair.ts';
import { type LinkTargets, resolveLinks } from './resolve-links.ts';
import type { Settings } from './settings/settings.ts';
import { spell } from './spell.ts';
import { type Exhibits, tabulate } from './tabulate.ts';

/** What the stages need besides the text that they work on. */
export interface Needs {
  readonly settings: Settings;
  readonly dictionary: Dictionary;
  readonly targets: LinkTargets;
  readonly exhibits: Exhibits;
  /** Pictures in the folder of the notes. */
  readonly pictures: ReadonlySet<string>;
  /** How a chapter addresses one of them: the path that comes before its own. */
  readonly picturesFrom: string;
}

/** A note that is ready to be cut into chapters. */
export interface CleanNote {
  readonly draft: Draft;
  readonly title?: string;
  readonly footnotes: ReturnType<typeof takeFootnotes>['footnotes'];
}

/** A raw note through every stage up to the cut into chapters. */
export function cleanNote(note: string, bytes: Uint8Array, needs: Needs): CleanNote {
  const text = decode(note, bytes);
  const own = needs.settings.corrections.filter(({ correction }) => correction.note === note);
  const front = readFrontMatter(note, text.lines);
  const { lines, origin, messages } = correct(note, front.lines, own);
  const draft = repair({
    note,
    raw: text.lines,
    tree: parse(lines, origin),
    messages: [...text.messages, ...front.messages, ...messages],
  });
  const cleaned = clean(draft, needs);
  const { tree, footnotes } = takeFootnotes(cleaned.tree);
  return { draft: { ...cleaned, tree }, footnotes, ...(front.title !== undefined && { title: front.title }) };
}

/** A chapter's long-form text: Markdown as it should be, so nothing is repaired in it. */
export function cleanText(file: string, bytes: Uint8Array, needs: Needs): Draft {
  const { lines, messages } = decode(file, bytes);
  return clean({ note: file, raw: lines, tree: parse(lines), messages }, needs);
}

/** The stages of every text, in their order. */
function clean(draft: Draft, { settings, dictionary, targets, exhibits, pictures: files, picturesFrom }: Needs): Draft {
  let cleaned = plainHtml(draft);
  cleaned = resolveLinks(cleaned, targets);
  cleaned = pictures(cleaned, { files, folder: picturesFrom });
  cleaned = placeElements(cleaned);
  cleaned = spell(cleaned, settings.spelling, dictionary);
  return tabulate(cleaned, exhibits);
}
