import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { close, createIndex } from 'pagefind';
import { handbook, normalizeFolder } from './normalize-folder.ts';
import { printMessages } from './print-messages.ts';
import { subsetFonts } from './subset-fonts.ts';

/** Files of Pagefind's other interfaces, which no page of ours loads. */
const unusedPagefind = /^(pagefind-ui|pagefind-modular-ui|pagefind-highlight|wasm\.unknown)/;

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
      env: { ...process.env, OUT_DIR: out, ASTRO_TELEMETRY_DISABLED: '1' },
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
      `${indexed.pages} pages found by search, index ${(indexed.bytes / 1e6).toFixed(1)} MB, ${((performance.now() - started) / 1000).toFixed(1)} s\n`,
  );
  return code;
}

function step<T>(name: string, work: () => T): T {
  process.stdout.write(`${name}\n`);
  return work();
}

/** Indexes the built pages with Pagefind and drops the interfaces that are not used; gives pages and bytes. */
async function index(out: string): Promise<{ pages: number; bytes: number }> {
  const { index: pages, errors } = await createIndex({ forceLanguage: 'en' });
  if (!pages) throw new Error(`Pagefind did not start: ${errors.join('; ')}`);
  const added = await pages.addDirectory({ path: out });
  const folder = join(out, 'pagefind');
  rmSync(folder, { recursive: true, force: true });
  await pages.writeFiles({ outputPath: folder });
  await close();
  for (const file of readdirSync(folder)) if (unusedPagefind.test(file)) rmSync(join(folder, file));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => statSync(join(folder, file)));
  return { pages: added.page_count, bytes: files.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0) };
}

process.exitCode = await build(resolve(process.env['OUT_DIR'] ?? 'dist'));
