import fc from 'fast-check';
import type { Root } from 'mdast';
import { describe, expect, test, vi } from 'vitest';
import { normalize } from '../../src/normalize/normalize.ts';
import { parseMdx, printBody } from '../../src/normalize/print.ts';
import { bodyOf, faultsOf, readings } from './compile.ts';
import { dictionary, note, runs } from './hazards.ts';

// 10,000 runs of a law take half a minute on a machine with nothing else to do.
vi.setConfig({ testTimeout: 300_000 });

const spelling = 'words:\n  les: less\nnames:\n  MongoDb: MongoDB\n';
const terms = `- term: cache
  definition: Keeps {answers}.
  chapter: elsewhere
- term: cache invalidation
  definition: Removes what is <stale>.
  chapter: elsewhere
- term: content delivery network
  acronym: CDN
  definition: Serves from nearby.
  chapter: elsewhere
`;

/** What a folder with this one note becomes. */
function made(text: string) {
  const bytes = (content: string): Uint8Array => new TextEncoder().encode(content);
  return normalize(
    new Map([
      ['note.md', bytes(text)],
      ['caching.md', bytes('# Caching\n')],
      ['images/kept.png', bytes('')],
      ['kept.png', bytes('')],
      ['spelling.yaml', bytes(spelling)],
      ['terms.yaml', bytes(terms)],
    ]),
    { dictionary, picturesFrom: '../../../notes', labs: new Set(), measurable: () => [] },
  );
}

const chapterOf = (text: string): string => made(text).chapters.find(({ id }) => id === 'note')?.mdx ?? '';

describe('a printed chapter', () => {
  test('compiles with @mdx-js/mdx and with Sätteri, and holds nothing that runs', () => {
    fc.assert(
      fc.property(note, (text) => {
        expect(faultsOf(bodyOf(chapterOf(text)))).toEqual([]);
      }),
      runs,
    );
  });

  test('reads the same in Sätteri, which renders it, and in remark, which printed it', () => {
    fc.assert(
      fc.property(note, (text) => {
        const { satteri, remark } = readings(bodyOf(chapterOf(text)));
        expect(satteri).toBe(remark);
      }),
      runs,
    );
  });

  test('is a fixed point of reading and printing', () => {
    fc.assert(
      fc.property(note, (text) => {
        const body = bodyOf(chapterOf(text));
        const again = printBody(parseMdx(body));
        if (again.trim() === body.trim()) return;
        expect(tight(parseMdx(again))).toEqual(tight(parseMdx(body)));
        expect(again.replaceAll(/^[ >]*\n/gm, '')).toBe(body.replaceAll(/^[ >]*\n/gm, ''));
      }),
      runs,
    );
  });

  test('holds every word of its note, or a message names it', () => {
    fc.assert(
      fc.property(note, (text) => {
        const { chapters, messages } = made(text);
        const kept = wordsOf(
          [
            ...chapters.map(({ mdx }) =>
              mdx.replaceAll(/&#x([0-9A-F]+);/g, (_, code) => String.fromCodePoint(Number.parseInt(code, 16))),
            ),
            ...messages.map(({ before, reason }) => `${before} ${reason}`),
          ].join('\n'),
        );
        expect([...wordsOf(withoutMarkers(text))].filter((word) => !kept.has(word))).toEqual([]);
      }),
      runs,
    );
  });
});

/** A tree without positions, and without `spread`, which micromark miscounts for a list that a quotation follows. */
const tight = (tree: Root): unknown =>
  JSON.parse(JSON.stringify(tree, (key, value) => (['data', 'position', 'spread'].includes(key) ? undefined : value)));

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));

/** A note without what is markup and no word: entities, list numbers, letters in front of entries, labels of references. */
const withoutMarkers = (text: string): string =>
  text
    .replaceAll(/&#?\w+;/g, ' ')
    .replaceAll(/<\/?(b|br|kbd|sub|sup|u|wbr)\b/gi, ' ')
    .replaceAll(/^([\s>*+-]|\d{1,9}[.)])*/gm, ' ')
    .replaceAll(/\b([a-z]|\d)\)/g, ' ')
    .replaceAll(/\[\^?(\w+)\]/g, ' ');
