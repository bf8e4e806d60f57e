import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * The day of the last commit to each file below a folder, by path relative to the working directory, as `YYYY-MM-DD`.
 * Files whose history is cut off in a shallow clone are left out, as all are where there is no git: better no day than
 * a wrong one. The days come from the commits alone, so one commit always gives the same.
 */
export function lastChanges(folder: string): Readonly<Record<string, string>> {
  const log = git('log', '--relative', '--no-renames', '--format=commit %H %cs', '--name-only', '--', folder);
  if (log === undefined) return {};
  const cut = cutCommits();
  const days = new Map<string, string | undefined>();
  let day: string | undefined;
  for (const line of log.split('\n')) {
    const [, commit, date] = /^commit ([0-9a-f]+) (\d{4}-\d{2}-\d{2})$/.exec(line) ?? [];
    if (commit !== undefined) day = cut.has(commit) ? undefined : date;
    else if (line !== '' && !days.has(line)) days.set(line, day);
  }
  return Object.fromEntries([...days].flatMap(([file, known]) => (known === undefined ? [] : [[file, known]])).sort());
}

/** What git prints, or nothing where there is no git, no repository, or no commit. */
function git(...args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync('git', ['-c', 'core.quotePath=false', ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return status === 0 ? stdout : undefined;
}

/** The commits whose parents a shallow clone has not fetched: they seem to have made every file they hold. */
function cutCommits(): ReadonlySet<string> {
  if (git('rev-parse', '--is-shallow-repository')?.trim() !== 'true') return new Set();
  const file = git('rev-parse', '--git-path', 'shallow')?.trim() ?? '';
  return new Set(readFileSync(resolve(file), 'utf8').split('\n').filter(Boolean));
}
