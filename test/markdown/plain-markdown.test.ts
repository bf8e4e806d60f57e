import fc from 'fast-check';
import type { Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { expect, test } from 'vitest';
import { footnoteSources } from '../../src/markdown/footnote-sources.ts';
import { plainBlocks } from '../../src/markdown/plain-blocks.ts';
import { printMarkdown } from '../../src/markdown/print-markdown.ts';
import { normalize } from '../../src/normalize/normalize.ts';
import { parseMdx } from '../../src/normalize/print.ts';
import { dictionary, note } from '../normalize/hazards.ts';

const gfm = unified().use(remarkParse).use(remarkGfm, { singleTilde: false });
const absolute = (url: string): string => (/^[a-z]+:/i.test(url) ? url : `https://handbook.example${url}`);

/** The Markdown of a chapter's MDX. */
const plain = (mdx: string): string =>
  printMarkdown(plainBlocks(footnoteSources(parseMdx(mdx).children, 'chapter')), absolute);

const letters = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]+/gu, '');

test('whatever a note holds, its twin is Markdown without expressions and keeps every word', () => {
  fc.assert(
    fc.property(note, (text) => {
      const files = new Map([['note.md', new TextEncoder().encode(text)]]);
      for (const { mdx } of normalize(files, { dictionary, picturesFrom: '', labs: new Set(), measurable: () => [] })
        .chapters) {
        const body = mdx.replace(/^---\n[\s\S]*?\n---\n/, '');
        const twin: Root = gfm.parse(plain(body));
        visit(twin, 'html', ({ value }) => expect(value).toMatch(/^<\/?(sup|sub|kbd)>$/));
        const words: string[] = [];
        visit(parseMdx(body), (node) => {
          if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'code') words.push(node.value);
        });
        for (const word of words) expect(letters(textOf(twin))).toContain(letters(word));
      }
    }),
    { numRuns: 100 },
  );
});

test.each([
  ['{/* gone */}\n\nkept', 'kept\n'],
  ['one {/* gone */} two', 'one two\n'],
  ['at the end {/* gone */}', 'at the end\n'],
  ['<b>bold</b>, <i>slanted</i>, <s>struck</s>, <u>plain</u>', '**bold**, *slanted*, ~~struck~~, plain\n'],
  ['10<sup>3</sup> and H<sub>2</sub>O', '10<sup>3</sup> and H<sub>2</sub>O\n'],
  ['&#x65;xport and &lt;5ms and &#123;id&#125;', 'export and <5ms and {id}\n'],
  ['[term](/glossary/#term)', '[term](https://handbook.example/glossary/#term)\n'],
  ['![a lost picture](images/lost.png)', 'a lost picture\n'],
  ['said[^1]\n\n[^1]: by whom', 'said[^1]\n\n[^1]: by whom\n'],
])('%j becomes %j', (mdx, markdown) => {
  expect(plain(mdx)).toBe(markdown);
});

const legend = (entries: string): string => `<small>Sources: ${entries}</small>`;
const table = '| A | B |\n| - | - |\n| x<sup>a</sup> | y<sup>b</sup> |';

test('marks of a table and their legend become footnotes; what holds for the rest stays below the table', () => {
  const entries =
    'where nothing is marked, [One](https://one.example/), checked 2026-11-20; <sup>a</sup> [Two](https://two.example/), [Three](https://three.example/), checked 2026-11-21; <sup>b</sup> general knowledge, checked 2026-11-22. A mark at the head of a column or row holds for all of it. [Cell by cell](/compare/t/).';
  expect(plain(`${table}\n\n${legend(entries)}`)).toBe(
    `| A | B |
| - | - |
| x[^chapter-1] | y[^chapter-2] |

Sources: where nothing is marked, [One](https://one.example/), checked 2026-11-20. A mark at the head of a column or row holds for all of it. [Cell by cell](https://handbook.example/compare/t/).

[^chapter-1]: [Two](https://two.example/), [Three](https://three.example/), checked 2026-11-21

[^chapter-2]: general knowledge, checked 2026-11-22
`,
  );
});

test('where the commonest source has a mark besides, the legend refers to its footnote', () => {
  const entries =
    'where nothing is marked, and <sup>b</sup> general knowledge, checked 2026-11-23; <sup>a</sup> [Two](https://two.example/), checked 2026-11-22. A mark at the head of a column or row holds for all of it.';
  expect(plain(`${table}\n\n${legend(entries)}`)).toContain(
    'Sources: where nothing is marked, and [^chapter-1] general knowledge, checked 2026-11-23. A mark',
  );
});

test('two tables with the same source share its footnote', () => {
  const entries =
    'where nothing is marked, general knowledge, checked 2026-11-23; <sup>a</sup> [Two](https://two.example/), checked 2026-11-22; <sup>b</sup> [Two](https://two.example/), checked 2026-11-21. A mark at the head of a column or row holds for all of it.';
  const markdown = plain(`${table}\n\n${legend(entries)}\n\n## Next\n\n${table}\n\n${legend(entries)}`);
  expect(markdown.match(/x\[\^chapter-1\]/g)).toHaveLength(2);
  expect(markdown.match(/^\[\^/gm)).toHaveLength(2);
});
