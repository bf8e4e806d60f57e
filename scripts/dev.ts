import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { dev } from 'astro';
import type { Message } from '../src/normalize/message.ts';
import { devSearch } from './dev-search.ts';
import { handbook, normalizeFolder } from './normalize-folder.ts';
import { printMessages } from './print-messages.ts';
import { subsetFonts } from './subset-fonts.ts';

const { notes } = handbook;

/** Normalizes the notes as they stand; prints what is wrong with them and gives the first error. */
function normalizeNow(): Message | undefined {
  const { normalized } = normalizeFolder(handbook);
  const errors = normalized.messages.filter(({ severity }) => severity === 'error');
  process.stderr.write(printMessages(errors, (note) => readFileSync(join(notes, note), 'utf8')));
  process.stdout.write(
    errors.length === 0
      ? `${normalized.chapters.length} chapters are up to date\n`
      : `${errors.length} errors: the chapters stay as they were\n`,
  );
  return errors[0];
}

/** What Astro shows over the page for an error in a note. */
const overlay = (error: Message) => {
  const { note, line, column, reason, code } = error;
  const file = join(notes, note);
  const stack = printMessages([error], () => readFileSync(file, 'utf8'));
  return {
    type: 'error',
    err: { name: code, title: `${note}, line ${line}`, message: reason, stack, id: file, loc: { file, line, column } },
  } as const;
};

await subsetFonts();

/** The site on a local address; a saved note is normalized at once, and a broken one shows its message until mended. */
const server = await dev({
  root: '.',
  server: { port: Number(process.env['PORT'] ?? 4321) },
  vite: {
    plugins: [
      devSearch,
      {
        name: 'notes',
        configureServer({ watcher, ws }) {
          let broken = normalizeNow();
          let waiting: NodeJS.Timeout | undefined;
          const update = (): void => {
            const was = broken;
            broken = normalizeNow();
            if (broken) ws.send(overlay(broken));
            else if (was) ws.send({ type: 'full-reload' });
          };
          ws.on('connection', () => broken && ws.send(overlay(broken)));
          watcher.add(notes);
          watcher.on('all', (_, file) => {
            if (!relative(notes, file).startsWith(`..${sep}`) && /\.(md|txt|ya?ml)$/.test(file)) {
              clearTimeout(waiting);
              waiting = setTimeout(update, 50);
            }
          });
        },
      },
    ],
  },
});

process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)));
