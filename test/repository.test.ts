import { expect, test } from 'vitest';
import { repositoryAt } from '../src/repository.ts';

test.each(['https://github.com/a/b', 'git+https://github.com/a/b.git', 'https://github.com/a/b/'])('%s', (address) => {
  const { edit, newIssue } = repositoryAt(address);
  expect(edit('notes/chapters/a b#c.md')).toBe('https://github.com/a/b/edit/main/notes/chapters/a%20b%23c.md');
  const issue = new URL(newIssue('Error in: A & B', 'Page: x\n\n100% + more'));
  expect(issue.origin + issue.pathname).toBe('https://github.com/a/b/issues/new');
  expect(issue.searchParams.get('title')).toBe('Error in: A & B');
  expect(issue.searchParams.get('body')).toBe('Page: x\n\n100% + more');
});
