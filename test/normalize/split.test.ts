import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { expect, test } from 'vitest';
import type { Draft } from '../../src/normalize/draft.ts';
import type { Block } from '../../src/normalize/map-blocks.ts';
import { parse } from '../../src/normalize/parse.ts';
import { repair } from '../../src/normalize/repair/repair.ts';
import { type Outline, outlineSchema } from '../../src/normalize/settings/outline.ts';
import { slug, split, unansweredQuotes } from '../../src/normalize/split.ts';
import { note, runs } from './hazards.ts';

const draftOf = (text: string): Draft => {
  const raw = text.split('\n');
  return repair({ note: 'note.md', raw, tree: parse(raw), messages: [] });
};

/** An outline of one part, whose chapters quote these lines. */
const outlineOf = (chapters: Readonly<Record<string, readonly string[]>>, more: object = {}): Outline =>
  outlineSchema.parse({
    title: 'Handbook',
    parts: [
      {
        title: 'Part',
        chapters: Object.entries(chapters).map(([id, headings]) => ({
          id,
          title: id.toUpperCase(),
          summary: 'S',
          headings,
        })),
        ...more,
      },
    ],
  });

const cut = (text: string, outline?: Outline, title?: string) =>
  split(draftOf(text), outline, { id: 'note', ...(title !== undefined && { title }) });

/** Each piece in a line: id, title, lines, and the text of its blocks. */
const shown = ({ pieces }: ReturnType<typeof cut>) =>
  pieces.map(
    ({ id, title, lines, blocks }) =>
      `${id} "${title}" ${lines.join('-')}: ${blocks.map((block) => textOf(block)).join(' | ')}`,
  );

test('a note without an outline is one chapter, titled by the heading it opens with', () => {
  expect(shown(cut('# Caching\n\nCopies.\n\n## Policies\n\nMany.\n'))).toEqual([
    'note "Caching" 1-7: Copies. | Policies | Many.',
  ]);
});

test('a note without a heading is titled by its name, one with a title of its own by that, and keeps its heading', () => {
  expect(shown(cut('Copies.\n'))).toEqual(['note "Note" 1-1: Copies.']);
  expect(shown(cut('# Caching\n\nCopies.\n', undefined, 'Caches'))).toEqual(['note "Caches" 1-3: Caching | Copies.']);
});

test('a heading with a link stays in the chapter that it titles', () => {
  expect(shown(cut('# [Caching](https://example.org/)\n\nCopies.\n'))).toEqual([
    'note "Caching" 1-3: Caching | Copies.',
  ]);
});

test('an empty note is a chapter of one line', () => {
  expect(shown(cut(''))).toEqual(['note "Note" 1-1: ']);
});

test('a note that the outline does not quote stays whole', () => {
  expect(shown(cut('# Caching\n\nCopies.\n', outlineOf({ dns: ['DNS'] })))).toEqual(['note "Caching" 1-3: Copies.']);
});

test('a chapter reaches from the line that it quotes to the next quoted one, without blank lines at its end', () => {
  const text = '# Caching\n\nCopies.\n\n# DNS\n\nNames.\n\n\n';
  expect(shown(cut(text, outlineOf({ dns: ['DNS'], caching: ['Caching'] })))).toEqual([
    'caching "CACHING" 1-3: Copies.',
    'dns "DNS" 5-7: Names.',
  ]);
});

test('what stands before the first quoted line belongs to the first chapter', () => {
  expect(shown(cut('Hello.\n\n# Caching\n\nCopies.\n', outlineOf({ caching: ['Caching'] })))).toEqual([
    'caching "CACHING" 3-5: Hello. | Caching | Copies.',
  ]);
});

test.each(['## Caching', '##Caching -', '3) ###Caching', '- Caching', '* ## Caching –', '  Caching  '])(
  'number, bullet, hashes and trailing dash of a line do not matter: %j',
  (line) => {
    const { pieces } = cut(`${line}\n\nCopies.\n`, outlineOf({ caching: ['Caching'] }));
    expect(pieces.map(({ id }) => id)).toEqual(['caching']);
  },
);

test('of several chapters that quote a line the first owns what follows, and the others show the line', () => {
  expect(shown(cut('# CAP - DB\n\nTheorem.\n', outlineOf({ cap: ['CAP - DB'], databases: ['CAP - DB'] })))).toEqual([
    'cap "CAP" 1-3: Theorem.',
    'databases "DATABASES" 1-1: ',
  ]);
});

test('an item of a list that opens a chapter cuts the list', () => {
  const { pieces } = cut(
    '- Caching\n  - Copies\n- DNS\n  - Names\n',
    outlineOf({ caching: ['Caching'], dns: ['DNS'] }),
  );
  expect(pieces.map(({ id, lines }) => `${id} ${lines.join('-')}`)).toEqual(['caching 1-2', 'dns 3-4']);
});

test('a line that names a part stands in no chapter and on record', () => {
  const { pieces, messages } = cut(
    '# LC6K\n\n## Caching\n\nCopies.\n',
    outlineOf({ caching: ['Caching'] }, { headings: ['LC6K'] }),
  );
  expect(pieces.flatMap(({ blocks }) => blocks.map((block) => textOf(block)))).toEqual(['Copies.']);
  expect(messages).toEqual([
    expect.objectContaining({ code: 'part-title', line: 1, column: 1, before: '# LC6K', after: 'Part' }),
  ]);
});

test('a chapter ends with its own text: rules, titles of parts and fences that open the next chapter are not its lines', () => {
  const text =
    '# Caching\n\nCopies.\n\n---\n\nLC6K\n\n# DNS\n\n```\nNames of things\n```\n\n````\nRegion of the world\nZone in the region\n````\n';
  const outline = outlineOf(
    { caching: ['Caching'], dns: ['DNS'], region: ['Region of the world'] },
    { headings: ['LC6K'] },
  );
  expect(cut(text, outline).pieces.map(({ id, lines }) => `${id} ${lines.join('-')}`)).toEqual([
    'caching 1-3',
    'dns 9-13',
    'region 16-18',
  ]);
});

test.each([
  ['- LC6K\n  - Load\n- Cache\n', 'Load | Cache'],
  ['1. LC6K\n\n   Load\n2. Cache\n', 'Load | Cache'],
  ['LC6K\nLoad *balancer*\nCache\n', 'Load balancer\nCache'],
  ['> LC6K\n> Load\n', 'LC6KLoad'],
])('only the line that names a part goes, not what it holds: %j', (text, kept) => {
  const outline = outlineOf({ caching: ['Caching'] }, { headings: ['LC6K', '> LC6K'] });
  const [piece] = cut(`## Caching\n\n${text}`, outline).pieces;
  expect(piece?.blocks.map((block) => textOf(block)).join(' | ')).toBe(kept);
});

test('a topic that the outline does not know becomes a chapter of its own, with a warning', () => {
  const { pieces, messages } = cut('# Caching\n\nCopies.\n\n# Queues\n\nLines.\n', outlineOf({ caching: ['Caching'] }));
  expect(pieces.map(({ id, title, outlined }) => ({ id, title, outlined }))).toEqual([
    { id: 'caching', title: 'CACHING', outlined: true },
    { id: 'queues', title: 'Queues', outlined: false },
  ]);
  expect(messages).toEqual([
    expect.objectContaining({ code: 'chapter-not-in-outline', severity: 'warning', line: 5, column: 1 }),
  ]);
});

test('a heading of lower rank that the outline does not know stays in its chapter', () => {
  expect(cut('# Caching\n\n## Policies\n\nMany.\n', outlineOf({ caching: ['Caching'] }))).toMatchObject({
    pieces: [{ id: 'caching' }],
    messages: [],
  });
});

test('a quote that no line of any note answers to is told with the nearest line', () => {
  const place = (path: readonly PropertyKey[]) => ({ note: 'outline.yaml', line: path.length, column: 1 });
  const outline = outlineOf({ caching: ['Cacheing'], dns: ['DNS'] }, { headings: ['Quite another thing'] });
  expect(
    unansweredQuotes(outline, place, [{ raw: ['## Caching -'] }, { raw: ['3) DNS'] }]).map(({ reason }) => reason),
  ).toEqual([
    'Unexpected quote `Quite another thing`, which is no line of any note, expected one as it stands there.',
    'Unexpected quote `Cacheing`, which is no line of any note, expected one as it stands there. Did you mean `Caching`?',
  ]);
});

test('the blocks of the chapters in order are the blocks of the note: nothing is lost, nothing comes twice', () => {
  fc.assert(
    fc.property(note, fc.array(fc.nat(), { maxLength: 3 }), (text, picks) => {
      const draft = draftOf(text);
      const named = draft.raw.filter((line) => /[a-z]/i.test(line));
      const quotes = [...new Set(picks.map((pick) => named[pick % named.length] ?? 'x'))];
      const outline = outlineOf(
        Object.fromEntries([['first', ['x']], ...quotes.map((quote, i) => [`c-${i}`, [quote]])]),
      );
      const { pieces } = split(draft, outline, { id: 'note' });
      const left = new Set(draft.tree.children.flatMap(leaves));
      for (const leaf of pieces.flatMap(({ blocks }) => blocks.flatMap(leaves))) expect(left.delete(leaf)).toBe(true);
      const titled = pieces.map(({ lines }) => lines[0]);
      for (const { type, position } of left) {
        expect(type).toBe('heading');
        expect(titled).toContain(pieces.length > 1 || pieces[0]?.outlined ? position?.start.line : 1);
      }
    }),
    runs,
  );
});

test('of what stands at a line that names a part no word is lost', () => {
  const wordsOf = (text: string): readonly string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];
  fc.assert(
    fc.property(note, fc.nat(), (text, pick) => {
      const draft = draftOf(text);
      const written = draft.raw.filter((line) => /[a-z]/i.test(line));
      const outline = outlineOf({ first: ['x'] }, { headings: [written[pick % written.length] ?? 'x'] });
      const { pieces, messages } = split(draft, outline, { id: 'note' });
      const texts = pieces.flatMap(({ title, blocks }) => [title, ...blocks.flatMap(textsOf)]);
      const kept = new Set([...texts, ...messages.map(({ before }) => before ?? '')].flatMap(wordsOf));
      expect(
        textsOf(draft.tree)
          .flatMap(wordsOf)
          .filter((word) => !kept.has(word)),
      ).toEqual([]);
    }),
    runs,
  );
});

/** The texts in a tree, each by itself. */
const textsOf = (node: Nodes): readonly string[] =>
  'children' in node ? node.children.flatMap(textsOf) : [textOf(node)];

/** The blocks below a block that are no lists: a cut may divide a list, but nothing in it. */
function leaves(block: Block): readonly Block[] {
  return block.type === 'list' ? block.children.flatMap((item) => item.children.flatMap(leaves)) : [block];
}

test.each([
  ['Rate Limiter (v2)', 'rate-limiter-v2'],
  ['Größe & Façade', 'große-facade'],
  ['缓存 策略', '缓存-策略'],
  ['캐시', '캐시'],
  ['हिन्दी', 'हिन्दी'],
  ['ﬁle №5', 'file-no5'],
  ['!!!', 'note'],
  ['', 'note'],
])('the address of %j is %j', (title, address) => {
  expect(slug(title)).toBe(address);
});

test('every address is its own address, and short enough for the name of a file', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (title) => {
      const address = slug(title);
      expect(slug(address)).toBe(address);
      expect(address).toMatch(/^[\p{L}\p{M}\p{N}]+(-[\p{L}\p{M}\p{N}]+)*$/u);
      expect(Buffer.byteLength(address)).toBeLessThanOrEqual(240);
    }),
    runs,
  );
});
