import { statSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import type { Message } from '../src/normalize/message.ts';
import type { Normalized } from '../src/normalize/normalize.ts';
import type { Options } from './normalize-folder.ts';
import { printMessages } from './print-messages.ts';

const usage = `Usage: node scripts/normalize.ts [--notes DIR] [--out DIR] [--json FILE] [--check] [--strict]

Turns a folder of notes into chapters.
  --notes DIR   the notes, .md and .txt (notes)
  --out DIR     the chapters (src/content/chapters)
  --json FILE   also write the report
  --check       write nothing; fail where a chapter is stale
  --strict      fail on warnings`;

async function main(args: readonly string[]): Promise<number> {
  const options = optionsOf(args);
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n\n${usage}\n`);
    return 2;
  }
  // A run is short and its trees live for moments: V8 is to look for hot functions from their first call on, and not to
  // take objects for lasting ones. What it compiles is kept for the next run. All holds only for what is imported now.
  setFlagsFromString('--no-lazy-feedback-allocation');
  setFlagsFromString('--no-allocation-site-pretenuring');
  enableCompileCache();
  const { normalizeFolder, readText, reportOf, writeAll } = await import('./normalize-folder.ts');
  const started = performance.now();
  const { code, normalized, stale } = normalizeFolder(options);
  if (code === 1 && options.json !== undefined && !options.check)
    writeAll(new Map([[options.json, reportOf(normalized)]]));
  process.stderr.write(
    printMessages(normalized.messages, (note) => readText(join(options.notes, note)), relative('.', options.notes)),
  );
  for (const file of stale)
    process.stderr.write(
      `${relative('.', file)}: stale, expected what the notes and the labs say. Run \`npm run notes\`.\n`,
    );
  process.stdout.write(`${summary(normalized, (performance.now() - started) / 1000)}\n`);
  return code;
}

/** The options of a command line, or what is wrong with it. */
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
    const [notes, out] = [resolve(values.notes), resolve(values.out)];
    if (!isFolder(notes)) return `Unexpected --notes ${values.notes}, expected a folder that exists.`;
    if (isFolder(out) === false) return `Unexpected --out ${values.out}, which is a file, expected a folder.`;
    if (out === notes) return `Unexpected --out ${values.out}, which is the folder of the notes, expected another.`;
    if (values.json !== undefined && isFolder(resolve(values.json)))
      return `Unexpected --json ${values.json}, which is a folder, expected a file.`;
    return { ...values, notes, out, json: values.json === undefined ? undefined : resolve(values.json) };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** True for a folder, false for anything else there is, undefined for nothing. */
const isFolder = (path: string): boolean | undefined => statSync(path, { throwIfNoEntry: false })?.isDirectory();

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

/** What the file system refuses is the user's to mend; anything else is a fault of ours and keeps its stack trace. */
function refused(error: unknown): number {
  if (!(error instanceof Error && 'syscall' in error && 'path' in error)) throw error;
  process.stderr.write(
    `Unexpected path ${error.path}, expected one that can be read and written (${error.message}).\n`,
  );
  return 2;
}

process.exitCode = await main(process.argv.slice(2)).catch(refused);
