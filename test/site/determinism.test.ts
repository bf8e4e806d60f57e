import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(folder, file)).isFile())
    .toSorted();

test('two builds of the same notes are byte for byte the same, the search index included', () => {
  const again = mkdtempSync(join(tmpdir(), 'handbook-'));
  try {
    const { status, stderr } = spawnSync('node', ['scripts/build.ts'], {
      env: { ...process.env, OUT_DIR: again },
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    expect(filesOf(again)).toEqual(filesOf('dist'));
    expect(
      filesOf(again).filter((file) => !readFileSync(join(again, file)).equals(readFileSync(join('dist', file)))),
    ).toEqual([]);
  } finally {
    rmSync(again, { recursive: true, force: true });
  }
});
