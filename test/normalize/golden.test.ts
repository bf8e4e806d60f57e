import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { loadDictionary } from '../../scripts/dictionary.ts';
import type { Message } from '../../src/normalize/message.ts';
import { normalize } from '../../src/normalize/normalize.ts';
import { bodyOf, faultsOf } from './compile.ts';

const golden = join(import.meta.dirname, 'golden');
const surroundings = {
  dictionary: loadDictionary(),
  picturesFrom: '../../../notes',
  labs: new Set(['cache-eviction']),
  measurable: () => [],
};

/** What a case expects; every other file of its folder is part of the notes. */
const isExpectation = (path: string): boolean => path.endsWith('.mdx') || path === 'messages.txt';

test.each(readdirSync(golden))('the trap `%s` gives what its folder holds', (name) => {
  const folder = join(golden, name);
  const paths = filesOf(folder);
  const given = paths.filter((path) => !isExpectation(path));
  const made = expectations(new Map(given.map((path) => [path, readFileSync(join(folder, path))])));
  if (process.env['UPDATE_GOLDEN']) rewrite(folder, paths.filter(isExpectation), made);
  const kept = filesOf(folder).filter(isExpectation);
  expect(made).toEqual(new Map(kept.map((path) => [path, readFileSync(join(folder, path), 'utf8')])));
});

test.each(readdirSync(golden))('the chapters of `%s` compile, and nothing in them runs', (name) => {
  const chapters = filesOf(join(golden, name)).filter((path) => path.endsWith('.mdx'));
  for (const path of chapters) expect(faultsOf(bodyOf(readFileSync(join(golden, name, path), 'utf8')))).toEqual([]);
});

/** The chapters and the messages of some notes, by the file that keeps them: the chapter of `note.md` is `chapter.mdx`. */
function expectations(files: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, string> {
  const { chapters, messages } = normalize(files, surroundings);
  const nameOf = (file: string): string => (file === 'note.mdx' ? 'chapter.mdx' : file);
  return new Map([
    ...chapters.map(({ file, mdx }) => [nameOf(file), mdx] as const),
    ['messages.txt', messages.map(lineOf).join('')] as const,
  ]);
}

const lineOf = ({ note, line, column, code, reason, before, after }: Message): string => {
  const place = note === 'note.md' ? `${line}:${column}` : `${note}:${line}:${column}`;
  const change = after === undefined ? before : `${before} → ${after}`;
  return `${place} ${code} ${reason}${change === undefined ? '' : ` | ${change.replaceAll('\n', '⏎')}`}\n`;
};

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(folder, path)).isFile());

function rewrite(folder: string, old: readonly string[], made: ReadonlyMap<string, string>): void {
  for (const path of old) rmSync(join(folder, path));
  for (const [path, text] of made) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
