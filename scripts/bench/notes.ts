import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** One command of the comparison: `node` with these arguments, and the code that it ends with. */
interface Contestant {
  readonly name: string;
  readonly args: readonly string[];
  readonly code: 0 | 1;
}

const rounds = 5;
const note = 'notes/system-design.md';
const prettier = join(dirname(createRequire(import.meta.url).resolve('prettier/package.json')), 'bin/prettier.cjs');

/** Fills a folder with copies of the raw notes. */
function copies(folder: string, count: number): string {
  mkdirSync(folder);
  for (let i = 1; i <= count; i++) copyFileSync(note, join(folder, `note-${i}.md`));
  return folder;
}

/** Seconds that a whole process takes. */
function time({ name, args, code }: Contestant): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== code) throw new Error(`${name} ended with ${status}: ${stderr.slice(0, 2000)}`);
  return (performance.now() - started) / 1000;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The median of several rounds in which every contestant has its turn. */
function race(contestants: readonly Contestant[]): ReadonlyMap<string, number> {
  const times = Array.from({ length: rounds }, () => contestants.map(time));
  return new Map(contestants.map(({ name }, i) => [name, median(times.map((round) => round[i] ?? Number.NaN))]));
}

const normalizing = (name: string, notes: string, out: string): Contestant => ({
  name,
  args: ['scripts/normalize.ts', '--notes', notes, '--out', out],
  code: 0,
});

const folder = mkdtempSync(join(tmpdir(), 'bench-notes-'));
try {
  // Prettier passes over what it finds ignored: an empty list of its own keeps it from reading the project's.
  const none = join(folder, 'ignore-nothing');
  writeFileSync(none, '');
  const once = copies(join(folder, 'once'), 200);
  const twice = copies(join(folder, 'twice'), 400);
  const names = { ours: 'normalize, 200 notes', theirs: 'prettier --check, 200 notes', double: 'normalize, 400 notes' };
  const medians = race([
    normalizing(names.ours, once, join(folder, 'chapters-once')),
    { name: names.theirs, args: [prettier, '--check', '--ignore-path', none, once], code: 1 },
    normalizing(names.double, twice, join(folder, 'chapters-twice')),
  ]);
  const ours = medians.get(names.ours) ?? Number.NaN;
  const rows = [...medians].map(
    ([name, seconds]) =>
      `${name.padEnd(28)} ${seconds.toFixed(2).padStart(6)} s ${(seconds / ours).toFixed(2).padStart(6)}`,
  );
  process.stdout.write(`${'whole process, median of 5'.padEnd(28)} seconds  ratio\n${rows.join('\n')}\n`);
  const slow = ours > (medians.get(names.theirs) ?? 0) || (medians.get(names.double) ?? 0) > 2 * ours;
  if (slow)
    process.stdout.write(
      'Too slow: expected at most the time of prettier, and at most twice the time for twice the notes.\n',
    );
  process.exitCode = slow ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true });
}
