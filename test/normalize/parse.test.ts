import fc from 'fast-check';
import { directiveFromMarkdown } from 'mdast-util-directive';
import { directive } from 'micromark-extension-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';
import { expect, test } from 'vitest';
import { parse } from '../../src/normalize/parse.ts';
import { note, runs } from './hazards.ts';

/** The tools that `parse` is made of, with nothing left out for speed. */
const whole = unified()
  .use(remarkParse)
  .use(remarkGfm, { singleTilde: false })
  .use(function (this: Processor) {
    const data = this.data();
    data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { flow: directive().flow ?? {} }];
    data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), directiveFromMarkdown()];
  })
  .freeze();

test('a note reads as GFM with block directives, though what it has no sign of is not looked for', () => {
  fc.assert(
    fc.property(note, (text) => {
      expect(parse(text.split('\n'))).toEqual(whole.parse(text));
    }),
    runs,
  );
});

test.each([
  'see https://example.org/a now',
  'see HTTP://EXAMPLE.ORG now',
  'see www.example.org now',
  'write to me@example.org now',
  'write to xmpp:me@example.org now',
  'see "https://example.org/a" now',
  'a&#64;b.org and https&#58;//example.org',
  'ftp://example.org and s3://bucket stay text',
  'a | b\n- | -\n1 | 2',
  '|a|\n|-|',
  'a\n:-\nb',
  'a\n-:\nb',
  'a\n:-:',
  '~~gone~~ ~kept~ [^1]\n\n[^1]: note',
  '- [ ] todo\n- [x] done',
])('%j reads as GFM reads it', (text) => {
  expect(parse(text.split('\n'))).toEqual(whole.parse(text));
});

test('positions count the lines that are given for them', () => {
  const { children } = parse(['one', '', 'two'], [7, 8, 8]);
  expect(children.map(({ position }) => position?.start.line)).toEqual([7, 8]);
});
