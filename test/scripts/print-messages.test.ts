import { afterEach, expect, test, vi } from 'vitest';
import { printMessages } from '../../scripts/print-messages.ts';
import { message } from '../../src/normalize/message.ts';

afterEach(() => vi.unstubAllEnvs());

const at = (line: number, column: number, note = 'note.md') =>
  message('unknown-word', { note, line, column }, 'Unexpected word `x`, expected another.');

/** The message for a place in a text, without annotations. */
function printed(text: string | undefined, line: number, column: number): string {
  vi.stubEnv('GITHUB_ACTIONS', '');
  return printMessages([at(line, column)], () => text);
}

test('a message has its place, severity, reason, code, and the line with a caret under the column', () => {
  expect(printed('one\ntwo x\n', 2, 5)).toBe(
    'note.md:2:5: warning: Unexpected word `x`, expected another. [unknown-word]\n  2 | two x\n    |     ^\n',
  );
});

test('a change on record is not printed', () => {
  const change = message('list-repaired', { note: 'note.md', line: 1, column: 1 }, 'Unexpected list, repaired.');
  expect(printMessages([change], () => 'x')).toBe('');
});

test.each(['a\nb x', 'a\r\nb x', 'a\rb x'])('the line is found whatever ends lines: %j', (text) => {
  expect(printed(text, 2, 3)).toContain('  2 | b x\n    |   ^\n');
});

test('a long line is cut to 120 columns around the place', () => {
  const [, shown = '', caret = ''] = printed(`${'a'.repeat(1000)}x${'b'.repeat(1000)}`, 1, 1001).split('\n');
  expect(shown).toBe(`  1 | ${'a'.repeat(60)}x${'b'.repeat(59)}`);
  expect(caret.indexOf('^')).toBe(shown.indexOf('x'));
});

test('a tab before the place stands before the caret too', () => {
  expect(printed('\tone\tx', 1, 6)).toContain('  1 | \tone\tx\n    | \t   \t^\n');
});

test('control characters do not reach the terminal', () => {
  expect(printed('a\x1b[31mred', 1, 2)).toContain('  1 | a\ufffd[31mred\n');
});

test.each([undefined, '', '   '])('a line that is not there or blank is not shown: %j', (text) => {
  expect(printed(text, 1, 1).split('\n')).toHaveLength(2);
});

test('each note is read once, whatever the number of its messages', () => {
  vi.stubEnv('GITHUB_ACTIONS', '');
  const read: string[] = [];
  printMessages([at(1, 1), at(2, 1), at(1, 1, 'other.md')], (note) => {
    read.push(note);
    return 'x\ny\n';
  });
  expect(read).toEqual(['note.md', 'other.md']);
});

test('annotations of GitHub escape what has a meaning in them', () => {
  vi.stubEnv('GITHUB_ACTIONS', 'true');
  const odd = message(
    'picture-missing',
    { note: 'a,b: c%.md', line: 3, column: 7 },
    'Unexpected 100 %\nof x, expected y.',
  );
  expect(printMessages([odd], () => undefined, 'my notes').split('\n')[2]).toBe(
    '::warning file=my notes/a%2Cb%3A c%25.md,line=3,col=7,title=picture-missing::Unexpected 100 %25%0Aof x, expected y.',
  );
});
