import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { race } from './race.ts';
import type { Table } from './table.ts';

const rounds = 5;
const note = 'notes/system-design.md';
const prettier = join(dirname(createRequire(import.meta.url).resolve('prettier/package.json')), 'bin/prettier.cjs');

/** How long the normalizer takes for many notes, beside a formatter that reads the same ones, and for twice as many. */
export function benchNotes(): Table {
  const folder = mkdtempSync(join(tmpdir(), 'bench-notes-'));
  try {
    // Prettier passes over what it finds ignored: an empty list of its own keeps it from reading the project's.
    const none = join(folder, 'ignore-nothing');
    writeFileSync(none, '');
    const once = copies(join(folder, 'once'), 200);
    const twice = copies(join(folder, 'twice'), 400);
    const normalize = (notes: string) => () =>
      end(0, 'scripts/normalize.ts', '--notes', notes, '--out', `${notes}-chapters`);
    const secondsOf = race(
      {
        ours: normalize(once),
        theirs: () => end(1, prettier, '--check', '--ignore-path', none, once),
        double: normalize(twice),
      },
      rounds,
    );
    const row = (name: string, seconds: number) => [name, seconds.toFixed(2), (seconds / secondsOf('ours')).toFixed(2)];
    return {
      columns: [`whole process, median of ${rounds}`, 'seconds', 'ratio', 'wanted'],
      rows: [
        { cells: [...row('normalize, 200 notes', secondsOf('ours')), ''], holds: true },
        {
          cells: [...row('prettier --check, 200 notes', secondsOf('theirs')), '≥ 1'],
          holds: secondsOf('theirs') >= secondsOf('ours'),
        },
        {
          cells: [...row('normalize, 400 notes', secondsOf('double')), '≤ 2'],
          holds: secondsOf('double') <= 2 * secondsOf('ours'),
        },
      ],
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Fills a folder with copies of the raw notes. */
function copies(folder: string, count: number): string {
  mkdirSync(folder);
  for (let i = 1; i <= count; i++) copyFileSync(note, join(folder, `note-${i}.md`));
  return folder;
}

/** Runs `node` with these arguments up to its end, which must have this code. */
function end(code: number, ...args: readonly [string, ...string[]]): void {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== code) throw new Error(`${args[0]} ended with ${status}: ${stderr.slice(0, 2000)}`);
}
