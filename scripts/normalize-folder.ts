import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { type Message, message } from '../src/normalize/message.ts';
import { type Normalized, normalize } from '../src/normalize/normalize.ts';
import type { Table } from '../src/table/table.ts';
import { loadDictionary } from './dictionary.ts';
import { measuredTables } from './measured-tables.ts';

/** Where a run reads and writes, and how strict it is. */
export interface Options {
  readonly notes: string;
  readonly out: string;
  readonly json?: string | undefined;
  readonly check: boolean;
  readonly strict: boolean;
}

/** The handbook's own notes and chapters. */
export const handbook = {
  notes: resolve('notes'),
  out: resolve('src/content/chapters'),
  json: resolve('src/content/report.json'),
  check: false,
  strict: false,
} as const satisfies Options;

/** What a run found, and the code the command ends with: 0 written (or up to date), 1 the author must act. */
export interface Outcome {
  readonly code: 0 | 1;
  readonly normalized: Normalized;
  /** Files that `check` found stale. */
  readonly stale: readonly string[];
}

/** One dictionary for all runs of a process: its lists take a while to load. */
const dictionary = loadDictionary();

/** The systems that run in the page: the folders below `src/systems` with a lab. */
const systems = join(import.meta.dirname, '../src/systems');
const systemsWithLab = new Set(
  readdirSync(systems).filter((name) => statSync(join(systems, name, 'lab.ts'), { throwIfNoEntry: false })),
);

/**
 * Normalizes a folder and writes its chapters and the measured tables in them, all or none: after an error they stay as
 * they were. Those of notes that are gone go too; a file that no run of this has written is never touched.
 */
export function normalizeFolder(options: Options): Outcome {
  const { files, unread } = readFolder(options.notes);
  const picturesFrom = relative(options.out, options.notes).split(sep).join('/');
  const found = normalize(files, {
    dictionary,
    picturesFrom,
    labs: systemsWithLab,
    measurable: () => measuredTables(options.check),
  });
  const wanted = new Map([
    ...found.chapters.map(({ file, mdx }) => [join(options.out, file), mdx] as const),
    ...found.measured.map(
      (table) => [join(measuredFolder(options.out), `${table.id}.json`), printTable(table)] as const,
    ),
  ]);
  const earlier = generated(options.out);
  const inTheWay = found.chapters.flatMap((chapter) => guard(chapter, join(options.out, chapter.file), earlier));
  const normalized = { ...found, messages: [...unread, ...inTheWay, ...found.messages] };
  const failed = normalized.messages.some(
    ({ severity }) => severity === 'error' || (options.strict && severity === 'warning'),
  );
  if (failed) return { code: 1, normalized, stale: [] };
  if (options.json) wanted.set(options.json, reportOf(normalized));
  const gone = [...earlier].filter((file) => !wanted.has(file));
  const stale = [...[...wanted].filter(([file, text]) => readText(file) !== text).map(([file]) => file), ...gone];
  if (options.check) return { code: stale.length > 0 ? 1 : 0, normalized, stale };
  writeAll(new Map([...wanted].filter(([file]) => stale.includes(file))));
  for (const file of gone) rmSync(file);
  return { code: 0, normalized, stale: [] };
}

/** The report of a run as JSON: chapters without their text, and every message. */
export function reportOf({ chapters, messages }: Normalized): string {
  const listed = chapters.map(({ mdx: _, ...chapter }) => chapter);
  return `${JSON.stringify({ chapters: listed, messages }, null, 2)}\n`;
}

/** The text of a file, or nothing where there is none. */
export const readText = (file: string): string | undefined =>
  statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file, 'utf8') : undefined;

/** Every file below a folder but hidden ones and packages, by path with `/`; of pictures only the name. */
function readFolder(folder: string): {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly unread: readonly Message[];
} {
  const files = new Map<string, Uint8Array>();
  const unread: Message[] = [];
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const names = path.split(sep);
    if (names.some((name) => name.startsWith('.') || name === 'node_modules')) continue;
    const note = names.join('/');
    try {
      if (!statSync(join(folder, path)).isFile()) continue;
      files.set(note, /\.(md|txt|ya?ml)$/i.test(path) ? readFileSync(join(folder, path)) : new Uint8Array());
    } catch (error) {
      unread.push(message('unreadable-file', { note, line: 1, column: 1 }, unreadable(error)));
    }
  }
  return { files, unread };
}

const unreadable = (error: unknown): string =>
  `Unexpected file that cannot be read (${error instanceof Error ? error.message : error}), expected one that opens. Allow reading it, or remove it.`;

/** An error where a chapter would take the place of a file that somebody wrote. */
function guard({ note, lines, file }: Normalized['chapters'][number], path: string, earlier: ReadonlySet<string>) {
  if (earlier.has(path) || !statSync(path, { throwIfNoEntry: false })) return [];
  const reason = `Unexpected file ${file} in the place of this chapter, expected none or one that was generated. Move it away, or rename the note.`;
  return [message('chapter-in-the-way', { note, line: lines[0], column: 1 }, reason)];
}

/** Where the measured tables of chapters stand, for the pages that tell more of them than chapters do. */
const measuredFolder = (out: string): string => join(out, 'measured');

const printTable = (table: Table): string =>
  `${JSON.stringify({ generated: 'Measured by a lab. Run `npm run notes`.', ...table }, null, 2)}\n`;

/** Chapters and measured tables that an earlier run wrote: they say so at their beginning. */
function generated(out: string): ReadonlySet<string> {
  return new Set([
    ...filesOf(out, '.mdx').filter((file) =>
      /^---\n(?:(?!---\n).*\n)*---\n\n\{\/\* Generated from the notes\./.test(readText(file) ?? ''),
    ),
    ...filesOf(measuredFolder(out), '.json').filter((file) => readText(file)?.startsWith('{\n  "generated": ')),
  ]);
}

const filesOf = (folder: string, ending: string): readonly string[] =>
  statSync(folder, { throwIfNoEntry: false })
    ? readdirSync(folder)
        .filter((name) => name.endsWith(ending))
        .map((name) => join(folder, name))
    : [];

/** Writes files, their folders too: beside each first, and renamed when all are there, so that a full disk spoils none. */
export function writeAll(files: ReadonlyMap<string, string | Uint8Array>): void {
  const written: string[] = [];
  try {
    for (const [file, text] of files) {
      mkdirSync(dirname(file), { recursive: true });
      written.push(`${file}.new`);
      writeFileSync(`${file}.new`, text);
    }
  } catch (error) {
    for (const file of written) rmSync(file, { force: true });
    throw error;
  }
  for (const file of files.keys()) renameSync(`${file}.new`, file);
}
