import { expect, test } from 'vitest';
import { type Normalized, normalize } from '../../src/normalize/normalize.ts';
import { bodyOf, faultsOf } from './compile.ts';
import { dictionary } from './hazards.ts';

const made = (note: Uint8Array | string): Normalized =>
  normalize(new Map([['note.md', typeof note === 'string' ? new TextEncoder().encode(note) : note]]), {
    dictionary,
    picturesFrom: '../notes',
    labs: new Set(),
    measurable: () => [],
  });

const chapterOf = (note: Uint8Array | string): string => bodyOf(made(note).chapters[0]?.mdx ?? '');

const repeated = (text: string, length: number): string =>
  text.repeat(Math.ceil(length / text.length)).slice(0, length);

/** Seconds of processor time that the best of three runs takes: other tests run beside this one. */
function seconds(run: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const started = process.cpuUsage();
    run();
    return process.cpuUsage(started).user / 1e6;
  });
  return Math.min(...times);
}

/** Rough notes of many kinds, for a note of any length. */
const rough = `1) ###Caching - 
   - Types - WriteThrough, write back
   - Policy : a) FIFO b) LRU c) LFU
   ![img.png](images/img.png)
---------
Closed - all is well <br> {userId} <5ms
\`\`\`
Object level storage
Objects have keys
\`\`\`
| a | b |
| - | - |
| <b>c</b> | https://example.com/{x} |
See [[caching]] and [docs](https://example.com), recieve [^1].
[^1]: A footnote <!-- aside -->

`;

test('a note of 1 MB is read within seconds, and twice the note takes about twice as long', {
  timeout: 300_000,
}, () => {
  const half = seconds(() => made(repeated(rough, 500_000)));
  const whole = seconds(() => made(repeated(rough, 1_000_000)));
  expect(whole).toBeLessThan(12);
  expect(whole).toBeLessThan(3 * half + 0.5);
});

const lines = {
  words: 'word ',
  'no spaces': 'x',
  'bare addresses': 'https://example.com/a_b ',
  'names to link': 'cache invalidation ',
  'opening tags': '<b>',
  'closing tags': '</b>',
  'tags in pairs': '<b>x</b>',
  comments: '<!-- c -->',
  'open comments': '<!--',
  'angle brackets': '<',
  braces: '{',
  backticks: '`a',
  asterisks: '*a ',
  underscores: '_a ',
  pictures: '![a](b.png) ',
  dashes: 'a - ',
  'lone dashes': '- ',
  hashes: '#',
  hashtags: '#Tag ',
  'letters in front of entries': 'a) b ',
  'letters that count': 'a) one b) two ',
  pairs: 'CA - one ',
  pipes: '| a ',
  colons: 'a : ',
  'capitalised words': 'Word ',
  spaces: ' ',
  numbers: '1 ',
  ampersands: '&amp;',
  backslashes: '\\',
  dots: '.',
  'quotation marks': '> ',
  tildes: '~',
  'at signs': 'a@b.c ',
} as const;

test.each(Object.entries(lines))('a line of 200 KB of %s is read within seconds', (_, text) => {
  const started = performance.now();
  const chapter = chapterOf(`# Long\n\n${repeated(text, 200_000)}\n`);
  expect((performance.now() - started) / 1000).toBeLessThan(15);
  expect(chapter.length).toBeGreaterThan(0);
});

// micromark's time grows with the square of the brackets in a paragraph.
test.each(['[', '[[a', '[[a]] ', '![a][b] '])('a line of 20 KB of `%s` is read within seconds', (text) => {
  const started = performance.now();
  const chapter = chapterOf(`# Long\n\n${repeated(text, 20_000)}\n`);
  expect((performance.now() - started) / 1000).toBeLessThan(15);
  expect(chapter.length).toBeGreaterThan(0);
});

const nested = {
  lists: (depth: number) => Array.from({ length: depth }, (_, i) => `${'  '.repeat(i)}- level`).join('\n'),
  'lists on one line': (depth: number) => `${'- '.repeat(depth)}level`,
  'numbered lists': (depth: number) => `${'1. '.repeat(depth)}level`,
  quotations: (depth: number) => `${'>'.repeat(depth)} level`,
  'quotations and lists': (depth: number) => `${'> - '.repeat(depth / 2)} level`,
  emphasis: (depth: number) => `${'*a **b '.repeat(depth / 2)}level${'** *'.repeat(depth / 2)}`,
  elements: (depth: number) => `${'<b><i>'.repeat(depth / 2)}level${'</i></b>'.repeat(depth / 2)}`,
  links: (depth: number) => `${'['.repeat(depth)}level${'](https://example.com)'.repeat(depth)}`,
  pictures: (depth: number) => `${'!['.repeat(depth)}level${'](https://example.com)'.repeat(depth)}`,
  directives: (depth: number) =>
    [
      ...Array.from({ length: depth }, (_, i) => `${':'.repeat(depth + 3 - i)}note`),
      'level',
      ...Array.from({ length: depth }, (_, i) => ':'.repeat(4 + i)),
    ].join('\n'),
} as const;

test.each(Object.entries(nested))('200 levels of nested %s become a chapter that compiles', (_, text) => {
  const started = performance.now();
  const chapter = chapterOf(text(200));
  expect((performance.now() - started) / 1000).toBeLessThan(10);
  expect(chapter).toContain('level');
  expect(faultsOf(chapter)).toEqual([]);
});

const wide = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');
const encodings = {
  'UTF-8': (text: string) => Buffer.from(text, 'utf8'),
  'UTF-8 with a byte order mark': (text: string) => Buffer.from(`\ufeff${text}`, 'utf8'),
  'UTF-16, little end first': wide,
  'UTF-16, big end first': (text: string) => wide(text).swap16(),
} as const;
const ends = { 'line feeds': '\n', 'carriage returns and line feeds': '\r\n', 'carriage returns': '\r' } as const;

test.each(
  Object.entries(encodings).flatMap(([encoding, encode]) =>
    Object.entries(ends).map(([name, end]) => ({ encoding, encode, name, end })),
  ),
)('$encoding with $name gives the same chapter and no message', ({ encode, end }) => {
  const text = '# Straße\n\nCafé 日本語 😀 \u0645\u0631\u062d\u0628\u0627.\n\n- one\n- two\n';
  const { chapters, messages } = made(new Uint8Array(encode(text.replaceAll('\n', end))));
  expect(messages).toEqual([]);
  expect(chapters.map(({ mdx }) => mdx)).toEqual(made(text).chapters.map(({ mdx }) => mdx));
});

test('bytes of any kind are read, and their chapter compiles', () => {
  const bytes = Uint8Array.from({ length: 65_536 }, (_, i) => (i * 167 + (i >> 8) * 31) % 256);
  expect(faultsOf(chapterOf(bytes))).toEqual([]);
});
