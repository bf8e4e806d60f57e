import { describe, expect, test } from 'vitest';
import { chapterFacts } from '../src/chapter-facts.ts';
import { parseMdx } from '../src/normalize/print.ts';

const words = (count: number): string => Array.from({ length: count }, (_, i) => `word${i}`).join(' ');
const nothing = { days: [], prerequisites: [], chapters: new Set<string>() };
const minutes = (text: string): number => chapterFacts({ ...nothing, tree: parseMdx(text) }).minutes;
const table = (count: number): string => `| A | B |\n| - | - |\n| ${words(count)} | |`;

describe('minutes to read', () => {
  test.each([
    ['an empty chapter', '', 1],
    ['220 words', words(220), 1],
    ['one word more', words(221), 2],
    ['1,100 words in paragraphs and lists', `${words(550)}\n\n- ${words(550)}`, 5],
    ['signs without a letter or digit', `${words(220)} — ÷ + …`, 1],
  ])('%s', (_, text, expected) => expect(minutes(text)).toBe(expected));

  test('of a table half of the words count, of code as well', () => {
    expect(minutes(table(438))).toBe(1);
    expect(minutes(table(442))).toBe(2);
    expect(minutes(`\`\`\`\n${words(440)}\n\`\`\``)).toBe(1);
  });

  test('the list of sources and the small print below a table are looked up, not read', () => {
    expect(minutes(`${words(220)}\n\n<small>Sources: ${words(300)}</small>`)).toBe(1);
    expect(minutes(`${words(220)}\n\n## Sources\n\n- ${words(300)}`)).toBe(1);
    expect(minutes(`## Sources\n\n- ${words(300)}\n\n## Terms\n\n${words(440)}`)).toBe(3);
  });

  test('words in links, emphasis and code within the text count', () => {
    expect(minutes(`${words(217)} [a](/x/) **b** \`c\``)).toBe(1);
    expect(minutes(`${words(218)} [a](/x/) **b** \`c\``)).toBe(2);
  });
});

describe('the day since which every fact was checked', () => {
  const checked = (days: readonly string[]) => chapterFacts({ ...nothing, days, tree: parseMdx('') }).checked;

  test('is the oldest of all days', () =>
    expect(checked(['2026-11-23', '2025-02-01', '2026-01-01'])).toBe('2025-02-01'));
  test('is absent where nothing has a day', () => expect(checked(['', ''])).toBe(undefined));
});

test('what to know before is what exists of the prerequisites, in their order', () => {
  const chapters = new Set(['caching', 'approach']);
  const { before } = chapterFacts({
    ...nothing,
    tree: parseMdx(''),
    prerequisites: ['approach', 'gone', 'caching'],
    chapters,
  });
  expect(before).toEqual(['approach', 'caching']);
});
