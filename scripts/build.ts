import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { close } from 'pagefind';
import { handbook, normalizeFolder, writeAll } from './normalize-folder.ts';
import { printMessages } from './print-messages.ts';
import { handbookRecords, makeSearchIndex } from './search-index.ts';
import { subsetFonts } from './subset-fonts.ts';

/** Notes to chapters, chapters to pages, pages to a search index; each step says what it made. */
async function build(out: string): Promise<number> {
  const started = performance.now();
  const { code, normalized } = step('notes → chapters', () => normalizeFolder(handbook));
  process.stderr.write(printMessages(normalized.messages, (note) => readFileSync(join(handbook.notes, note), 'utf8')));
  if (code !== 0) process.stderr.write('The chapters stay as they were: mend the notes and build again.\n');
  await subsetFonts();
  const astro = step('chapters → pages', () =>
    spawnSync('astro', ['build'], {
      encoding: 'utf8',
      // Whatever mode the caller runs in: the same notes are to give the same bytes.
      env: { ...process.env, NODE_ENV: 'production', OUT_DIR: out, ASTRO_TELEMETRY_DISABLED: '1' },
    }),
  );
  if (astro.status !== 0) {
    process.stderr.write(`${astro.error?.message ?? ''}${astro.stdout}${astro.stderr}`);
    return 1;
  }
  process.stdout.write('pages → search index\n');
  const indexed = await index(out);
  const count = (severity: string): number =>
    normalized.messages.filter((message) => message.severity === severity).length;
  const corrections = normalized.messages.filter(({ verdict }) => verdict !== undefined).length;
  process.stdout.write(
    `${normalized.notes} notes read, ${normalized.chapters.length} chapters, ${corrections} corrections, ${count('warning')} warnings, ${count('error')} errors, ` +
      `${indexed.pages} pages and entries found by search, index ${(indexed.bytes / 1e6).toFixed(1)} MB, ${((performance.now() - started) / 1000).toFixed(1)} s\n`,
  );
  return code;
}

function step<T>(name: string, work: () => T): T {
  process.stdout.write(`${name}\n`);
  return work();
}

/** Writes the search index of the built pages into their folder; gives pages and bytes. */
async function index(out: string): Promise<{ pages: number; bytes: number }> {
  const pages = readdirSync(out, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('index.html'))
    .toSorted()
    .map((file) => ({
      path: `/${file.split(sep).slice(0, -1).join('/')}/`,
      html: readFileSync(join(out, file), 'utf8'),
    }))
    .filter(({ html }) => html.includes('data-pagefind-body'));
  const { files, count } = await makeSearchIndex({ pages, records: handbookRecords() });
  await close();
  const folder = join(out, 'pagefind');
  rmSync(folder, { recursive: true, force: true });
  writeAll(new Map([...files].map(([path, content]) => [join(folder, path), content])));
  return { pages: count, bytes: [...files.values()].reduce((sum, { length }) => sum + length, 0) };
}

process.exitCode = await build(resolve(process.env['OUT_DIR'] ?? 'dist'));
