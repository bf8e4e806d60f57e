/** The file of previews: what a card shows of each chapter and each term. */
export interface Previews {
  /** By id: title, summary, title of the part, minutes to read. */
  readonly chapters: Readonly<Record<string, readonly [string, string, string, number]>>;
  /** By place in the glossary: term, definition, title of the chapter that explains it. */
  readonly terms: Readonly<Record<string, readonly [string, string, string]>>;
}

/** What a card says: a title, a sentence or two, and a line about it. */
export interface PreviewText {
  readonly kind: 'chapter' | 'term';
  readonly title: string;
  readonly text: string;
  readonly about: string;
}

/** What the card of an address says; nothing for other addresses than chapters and terms. `base` is that of the site. */
export function previewText(address: URL, base: string, { chapters, terms }: Previews): PreviewText | undefined {
  const page = address.pathname.slice(base.replace(/\/$/, '').length).replaceAll('/', '');
  const term = page === 'glossary' && own(terms, decoded(address.hash.slice(1)));
  if (term) return { kind: 'term', title: term[0], text: term[1], about: term[2] && `Explained in: ${term[2]}` };
  const chapter = own(chapters, page);
  if (!chapter) return undefined;
  const [title, text, part, minutes] = chapter;
  return { kind: 'chapter', title, text, about: [part, `${minutes} min`].filter(Boolean).join(' · ') };
}

const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
