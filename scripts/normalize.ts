import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import type { Message } from '../src/normalize/message.ts';
import { type Normalized, normalize } from '../src/normalize/normalize.ts';
import { loadDictionary } from './dictionary.ts';
import { printMessages } from './print-messages.ts';

/** Where a run reads and writes, and how strict it is. */
export interface Options {
  readonly notes: string;
  readonly out: string;
  readonly json?: string | undefined;
  readonly check: boolean;
  readonly strict: boolean;
}

/** What a run found, and the code the command ends with: 0 written (or up to date), 1 the author must act. */
export interface Outcome {
  readonly code: 0 | 1;
  readonly normalized: Normalized;
  /** Files that `check` found stale. */
  readonly stale: readonly string[];
}

const usage = `Usage: node scripts/normalize.ts [--notes DIR] [--out DIR] [--json FILE] [--check] [--strict]

Turns a folder of notes into chapters.
  --notes DIR   the notes, .md and .txt (notes)
  --out DIR     the chapters (src/content/chapters)
  --json FILE   also write the report
  --check       write nothing; fail where a chapter is stale
  --strict      fail on warnings`;

/** One dictionary for all runs of a process: its lists take a while to load. */
const dictionary = loadDictionary();

/** Normalizes a folder and writes its chapters, all or none: after an error the chapters stay as they were. */
export function run(options: Options): Outcome {
  const files = readFolder(options.notes);
  const picturesFrom = relative(options.out, options.notes).split(sep).join('/');
  const normalized = normalize(files, { dictionary, picturesFrom });
  const failed = normalized.messages.some(
    ({ severity }) => severity === 'error' || (options.strict && severity === 'warning'),
  );
  const wanted = new Map(normalized.chapters.map(({ file, mdx }) => [join(options.out, file), mdx]));
  if (options.json) wanted.set(options.json, reportOf(normalized));
  const gone = generated(options.out).filter((file) => !wanted.has(file));
  const stale = [...[...wanted].filter(([file, text]) => readText(file) !== text).map(([file]) => file), ...gone];
  if (failed) return { code: 1, normalized, stale: [] };
  if (options.check) return { code: stale.length > 0 ? 1 : 0, normalized, stale };
  write(new Map([...wanted].filter(([file]) => stale.includes(file))));
  for (const file of gone) rmSync(file);
  return { code: 0, normalized, stale: [] };
}

/** Every file below a folder but hidden ones and packages, by path with `/`. */
function readFolder(folder: string): ReadonlyMap<string, Uint8Array> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => !path.split(sep).some((name) => name.startsWith('.') || name === 'node_modules'),
  );
  const isRead = (path: string): boolean => /\.(md|txt|ya?ml)$/i.test(path);
  return new Map(
    paths
      .filter((path) => statSync(join(folder, path)).isFile())
      .map((path) => [path.split(sep).join('/'), isRead(path) ? readFileSync(join(folder, path)) : new Uint8Array()]),
  );
}

/** The report of a run: chapters without their text, and every message. */
function reportOf({ chapters, messages }: Normalized): string {
  const listed = chapters.map(({ mdx: _, ...chapter }) => chapter);
  return `${JSON.stringify({ chapters: listed, messages }, null, 2)}\n`;
}

const readText = (file: string): string | undefined =>
  statSync(file, { throwIfNoEntry: false }) ? readFileSync(file, 'utf8') : undefined;

/** Chapters that an earlier run wrote. */
function generated(out: string): readonly string[] {
  if (!statSync(out, { throwIfNoEntry: false })) return [];
  return readdirSync(out)
    .filter((name) => name.endsWith('.mdx'))
    .map((name) => join(out, name))
    .filter((file) => readText(file)?.includes('{/* Generated from the notes.'));
}

/** Writes beside each file first and renames when all are written. */
function write(files: ReadonlyMap<string, string>): void {
  for (const [file, text] of files) {
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(`${file}.new`, text);
  }
  for (const file of files.keys()) renameSync(`${file}.new`, file);
}

function main(args: readonly string[]): number {
  const options = optionsOf(args);
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n\n${usage}\n`);
    return 2;
  }
  const started = performance.now();
  const { code, normalized, stale } = run(options);
  process.stderr.write(printMessages(normalized.messages, (note) => readText(join(options.notes, note))));
  for (const file of stale)
    process.stderr.write(`${relative('.', file)}: stale, expected what the notes say. Run \`npm run notes\`.\n`);
  process.stdout.write(`${summary(normalized, (performance.now() - started) / 1000)}\n`);
  return code;
}

function optionsOf(args: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        notes: { type: 'string', default: 'notes' },
        out: { type: 'string', default: 'src/content/chapters' },
        json: { type: 'string' },
        check: { type: 'boolean', default: false },
        strict: { type: 'boolean', default: false },
      },
    });
    const notes = resolve(values.notes);
    if (!statSync(notes, { throwIfNoEntry: false })?.isDirectory())
      return `Unexpected --notes ${values.notes}, expected a folder that exists.`;
    return {
      ...values,
      notes,
      out: resolve(values.out),
      json: values.json === undefined ? undefined : resolve(values.json),
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function summary({ notes, chapters, messages }: Normalized, seconds: number): string {
  const count = (test: (message: Message) => boolean): number => messages.filter(test).length;
  return [
    `${notes} notes read`,
    `${chapters.length} chapters`,
    `${count(({ code }) => code.startsWith('correction-applied') || code.startsWith('correction-noted'))} corrections`,
    `${count(({ severity }) => severity === 'info')} changes on record`,
    `${count(({ severity }) => severity === 'warning')} warnings`,
    `${count(({ severity }) => severity === 'error')} errors`,
    `${seconds.toFixed(1)} s`,
  ].join(', ');
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2));
