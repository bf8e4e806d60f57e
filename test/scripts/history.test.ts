import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder: string;
let project: string;

/** Commits a file of the project on a day. */
function commit(file: string, day: string): void {
  mkdirSync(join(project, file, '..'), { recursive: true });
  writeFileSync(join(project, file), day);
  const date = `${day}T23:30:00-0700`;
  const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
  execFileSync('git', ['add', '-A'], { cwd: project });
  execFileSync('git', [...who, 'commit', '-qm', day], { cwd: project, env });
}

/** What `lastChanges` gives in a folder, in a process that stands there. */
function changesIn(cwd: string, path = process.env['PATH']): unknown {
  const script = pathToFileURL(resolve('scripts/history.ts')).href;
  const code = `import { lastChanges } from ${JSON.stringify(script)}; console.log(JSON.stringify(lastChanges('notes')))`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, PATH: path, TZ: 'Pacific/Auckland', GIT_CEILING_DIRECTORIES: folder },
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'history-'));
  // The project is a folder of a larger repository, which must make no difference.
  const repository = join(folder, 'repository');
  project = join(repository, 'project');
  mkdirSync(project, { recursive: true });
  execFileSync('git', ['init', '-q', repository]);
  commit('notes/a.md', '2026-01-01');
  commit('notes/größe b.md', '2026-02-02');
  commit('src/other.ts', '2026-03-03');
  commit('notes/a.md', '2026-04-04');
  commit('notes/c.md', '2026-05-05');
});

afterAll(() => rmSync(folder, { recursive: true }));

test('each file has the day of its last commit as its author saw it, files elsewhere have none', () => {
  const days = { 'notes/a.md': '2026-04-04', 'notes/c.md': '2026-05-05', 'notes/größe b.md': '2026-02-02' };
  expect(changesIn(project)).toEqual(days);
  writeFileSync(join(project, 'notes/a.md'), 'changed and not committed');
  expect(changesIn(project)).toEqual(days);
});

test('a shallow clone knows the days of its own commits and leaves out what was cut', () => {
  const shallow = join(folder, 'shallow');
  const from = pathToFileURL(join(folder, 'repository')).href;
  execFileSync('git', ['clone', '-q', '--depth=2', from, shallow], { stdio: 'ignore' });
  expect(changesIn(join(shallow, 'project'))).toEqual({ 'notes/c.md': '2026-05-05' });
});

test('without a repository, or without git, there are no days', () => {
  const bare = join(folder, 'bare');
  mkdirSync(join(bare, 'notes'), { recursive: true });
  expect(changesIn(bare)).toEqual({});
  expect(changesIn(project, join(folder, 'no-such-folder'))).toEqual({});
});
