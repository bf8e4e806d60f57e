import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { createIndex, type PagefindIndex } from 'pagefind';
import type { Message } from '../src/normalize/message.ts';
import { readSettings } from '../src/normalize/settings/settings.ts';
import { records, type SearchRecord } from '../src/search/records.ts';
import { handbook } from './normalize-folder.ts';
import { settleMeta } from './settle-meta.ts';

/** A page as HTML, with its address within the site, without base path. */
export interface SearchPage {
  readonly path: string;
  readonly html: string;
}

/** What search reads: whole pages (chapters, tables), and parts of pages that are found by themselves. */
export interface Searchable {
  readonly pages: readonly SearchPage[];
  readonly records: readonly SearchRecord[];
}

/** A search index: its files by path below `pagefind/`, and how many pages and records are in it. */
export interface SearchIndex {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly count: number;
}

/** Files of Pagefind's other interfaces and languages, which no page of ours loads. */
const unused = /^(pagefind-ui|pagefind-modular-ui|pagefind-highlight|pagefind-component-ui\.css|wasm\.unknown)/;

/** The kinds of results, each a filter; pages say theirs by `data-pagefind-filter`. */
const kinds = ['chapter', 'correction', 'table', 'term'];

/**
 * Indexes pages and records with Pagefind, whose process must be ended with its `close`. Each kind is a filter of its
 * own with the one value `yes`: Pagefind writes the values of one filter in another order each time.
 */
export async function makeSearchIndex({ pages, records }: Searchable): Promise<SearchIndex> {
  const { index, errors } = await createIndex({ forceLanguage: 'en' });
  if (!index) throw new Error(`Pagefind did not start: ${errors.join('; ')}`);
  for (const { path, html } of pages) await added(index.addHTMLFile({ url: path, content: legible(html) }), path);
  for (const { kind, path, meta, text } of records)
    await added(
      index.addCustomRecord({
        url: path,
        content: text,
        language: 'en',
        meta: { ...meta },
        filters: { [kind]: ['yes'] },
      }),
      path,
    );
  const { files } = await index.getFiles();
  await index.deleteIndex();
  const needed = new Map(files.filter(({ path }) => !unused.test(path)).map(({ path, content }) => [path, content]));
  return {
    files: settleMeta(
      needed,
      kinds.filter((kind) => isThere(kind, { pages, records })),
    ),
    count: pages.length + records.length,
  };
}

async function added(adding: ReturnType<PagefindIndex['addHTMLFile']>, path: string): Promise<void> {
  const { errors } = await adding;
  if (errors.length > 0) throw new Error(`Pagefind did not take ${path}: ${errors.join('; ')}`);
}

/** A page whose text reads as a text: without the marks of sources, and with the heads of a table apart. */
const legible = (html: string): string =>
  html.replaceAll(/<sup>(?:<a\b[^>]*>[^<]*<\/a>|[a-z])<\/sup>/g, '').replaceAll('</th>', '.</th> ');

/** The handbook's terms and corrections, as the site shows them. */
export function handbookRecords(): readonly SearchRecord[] {
  const files = readdirSync(handbook.notes, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => [file.split(sep).join('/'), readFileSync(join(handbook.notes, file), 'utf8')] as const);
  const { messages } = JSON.parse(readFileSync(handbook.json, 'utf8')) as { messages: readonly Message[] };
  return records(readSettings(new Map(files)), messages);
}

const isThere = (kind: string, { pages, records }: Searchable): boolean =>
  records.some((record) => record.kind === kind) ||
  pages.some(({ html }) => html.includes(`data-pagefind-filter="${kind}:yes"`));
