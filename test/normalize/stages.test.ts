import fc from 'fast-check';
import type { Nodes, Root, RootContent } from 'mdast';
import { describe, expect, test, vi } from 'vitest';
import { copyTree } from '../../src/normalize/copy-tree.ts';
import type { Draft } from '../../src/normalize/draft.ts';
import { explanationOf, link, matcherOf } from '../../src/normalize/link.ts';
import { parse } from '../../src/normalize/parse.ts';
import { pictures } from '../../src/normalize/picture.ts';
import { placeElements } from '../../src/normalize/place-elements.ts';
import { plainHtml } from '../../src/normalize/plain-html.ts';
import { repair } from '../../src/normalize/repair/repair.ts';
import { resolveLinks } from '../../src/normalize/resolve-links.ts';
import type { Outline } from '../../src/normalize/settings/outline.ts';
import type { Term } from '../../src/normalize/settings/terms.ts';
import { spell } from '../../src/normalize/spell.ts';
import { split } from '../../src/normalize/split.ts';
import { tableBlocks, tabulate } from '../../src/normalize/tabulate.ts';
import { visit } from '../../src/normalize/visit.ts';
import type { Table } from '../../src/table/table.ts';
import { cleanNote, dictionary, note, runs } from './hazards.ts';

// 10,000 runs of a law take half a minute on a machine with nothing else to do.
vi.setConfig({ testTimeout: 300_000 });

const spelling = {
  words: { les: 'less', kafka: 'Kafka' },
  names: { MongoDb: 'MongoDB', Redis: 'Redis Open' },
  known: [],
};

const term = (name: string, more: Partial<Term> = {}): Term => ({
  term: name,
  aliases: [],
  definition: 'Means something.',
  chapter: 'elsewhere',
  link: 'glossary',
  ...more,
});
const terms = [
  term('cache'),
  term('cache invalidation'),
  term('content delivery network', { acronym: 'CDN', aliases: ['site'] }),
  term('code', { link: 'chapter' }),
  term('bold', { chapter: 'here' }),
  term('key', { link: 'none' }),
];

const rename = { tables: new Map(), sources: {} };

/** The stages a note goes through, each with what it needs. */
const stages = {
  repair,
  plainHtml,
  placeElements,
  resolveLinks: (draft: Draft) => resolveLinks(draft, new Map([['caching', '/caching/']])),
  pictures: (draft: Draft) => pictures(draft, { files: new Set(['images/kept.png']), folder: '..' }),
  spell: (draft: Draft) => spell(draft, spelling, dictionary),
  tabulate: (draft: Draft) => tabulate(draft, { ...rename, labs: new Set() }),
} as const satisfies Record<string, (draft: Draft) => Draft>;

const draftOf = (text: string): Draft => {
  const raw = text.split('\n');
  return { note: 'note.md', raw, tree: parse(raw), messages: [] };
};

const draft = note.map(draftOf);
const plainDraft = draft.map((given) => stages.resolveLinks(plainHtml(repair(given))));

/** A clean note in which no random word happens to be one that `spelling` decides. */
const rightNote = cleanNote.filter((text) => !/\b(les|kafka)\b/i.test(text));

describe.each(Object.entries(stages))('the stage %s', (_, stage) => {
  test('gives an equal tree and no message where there is nothing to do', () => {
    fc.assert(
      fc.property(rightNote.map(draftOf), (given) => {
        const done = stage(given);
        expect(done.messages).toEqual([]);
        expect(done.tree).toEqual(given.tree);
      }),
      runs,
    );
  });

  test('leaves its input as it was, and points only at lines that exist', () => {
    fc.assert(
      fc.property(draft, (given) => {
        const before = JSON.stringify(given);
        const { messages } = stage(given);
        expect(JSON.stringify(given)).toBe(before);
        for (const { line, column } of messages) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(given.raw.length);
          expect(column).toBeGreaterThanOrEqual(1);
        }
      }),
      runs,
    );
  });
});

describe('spelling', () => {
  const textsOf = (tree: Root, of: (node: Nodes) => string | undefined): readonly string[] => {
    const found: string[] = [];
    visit(tree, (node) => {
      const value = of(node);
      if (value !== undefined) found.push(value);
      return undefined;
    });
    return found;
  };

  test('twice equals once', () => {
    fc.assert(
      fc.property(plainDraft, (given) => {
        const once = stages.spell(given);
        const twice = stages.spell({ ...once, messages: [] });
        expect(twice.tree).toEqual(once.tree);
        expect(twice.messages.filter(({ code }) => code !== 'unknown-word')).toEqual([]);
      }),
      runs,
    );
  });

  test('leaves code, addresses and targets as they are', () => {
    const untouched = (node: Nodes): string | undefined => {
      if (node.type === 'code' || node.type === 'inlineCode' || node.type === 'html') return node.value;
      return node.type === 'link' || node.type === 'image' ? node.url : undefined;
    };
    fc.assert(
      fc.property(plainDraft, (given) => {
        expect(textsOf(stages.spell(given).tree, untouched)).toEqual(textsOf(given.tree, untouched));
      }),
      runs,
    );
  });

  test('changes a text only where a message says so', () => {
    const text = (node: Nodes): string | undefined => (node.type === 'text' ? node.value : undefined);
    fc.assert(
      fc.property(plainDraft, (given) => {
        const { tree, messages } = stages.spell({ ...given, messages: [] });
        const after = textsOf(tree, text);
        const changed = textsOf(given.tree, text).filter((value, i) => value !== after[i]);
        const said = messages.filter((message) => message.after !== undefined).map(({ before }) => before ?? '');
        for (const value of changed) expect(said.some((before) => value.includes(before))).toBe(true);
        expect(after.length).toBe(textsOf(given.tree, text).length);
        if (said.length === 0) expect(tree).toEqual(given.tree);
      }),
      runs,
    );
  });
});

describe('cross-links', () => {
  const matcher = matcherOf(terms);
  const explanations = new Set(terms.map(explanationOf));
  const linked = plainDraft.map(({ tree }) => ({ tree, after: link(tree, 'here', matcher) }));

  test('are all that was added: without them the chapter is what it was', () => {
    fc.assert(
      fc.property(linked, ({ tree, after }) => {
        expect(joined(unlinked(after, explanations))).toEqual(joined(copyTree(tree)));
      }),
      runs,
    );
  });

  test('stand at most once a term and section, and never in a heading, code, a link or the chapter they lead to', () => {
    fc.assert(
      fc.property(linked, ({ after }) => {
        let seen = new Set<string>();
        const look = (node: Nodes, inside: boolean): void => {
          if (node.type === 'heading') seen = new Set();
          const added = node.type === 'link' && explanations.has(node.url);
          if (added) {
            expect(inside).toBe(false);
            expect(seen.has(node.url)).toBe(false);
            expect(node.url).not.toContain('bold');
            expect(node.url).not.toContain('key');
            seen.add(node.url);
          }
          if ('children' in node)
            for (const child of node.children) look(child, inside || node.type === 'heading' || node.type === 'link');
        };
        look(after, false);
      }),
      runs,
    );
  });
});

/** The tree with the added links taken out again. */
function unlinked(tree: Root, explanations: ReadonlySet<string>): Root {
  const copy = copyTree(tree);
  visit(copy, (node, index, parent) => {
    if (node.type !== 'link' || !explanations.has(node.url) || !parent || index === undefined) return undefined;
    (parent as { children: RootContent[] }).children.splice(index, 1, ...node.children);
    return undefined;
  });
  return copy;
}

/** The tree with neighbouring texts joined, without positions. */
function joined(node: Nodes): unknown {
  const { position: _, ...rest } = node as Nodes & { position?: unknown };
  if (!('children' in rest)) return rest;
  const children = (rest.children as Nodes[]).map(joined) as { type: string; value?: string }[];
  return {
    ...rest,
    children: children.reduce<typeof children>((merged, child) => {
      const last = merged.at(-1);
      if (last?.type === 'text' && child.type === 'text')
        merged[merged.length - 1] = { ...last, value: `${last.value}${child.value}` };
      else merged.push(child);
      return merged;
    }, []),
  };
}

describe('split', () => {
  /** Top-level blocks, lists by item: what a cut may not lose, double or move. */
  const unitsOf = (blocks: readonly RootContent[]): readonly RootContent[] =>
    blocks.flatMap((block): readonly RootContent[] => (block.type === 'list' ? block.children : [block]));

  test('keeps the nodes of a note in order: only lines that name a part or a chapter go', () => {
    const cut = fc.tuple(plainDraft, fc.array(fc.nat(20), { maxLength: 4 }));
    fc.assert(
      fc.property(cut, ([given, picks]) => {
        const headings = given.tree.children.filter(({ type }) => type === 'heading');
        const quoted = [...new Set(picks)].flatMap((pick) => headings[pick % headings.length] ?? []);
        const quotes = [...new Set(quoted.map(({ position }) => given.raw[(position?.start.line ?? 1) - 1] ?? ''))];
        const outline = outlineOf(quotes.filter((quote) => quote.trim() !== ''));
        const { pieces } = split(given, outline, { id: 'note' });
        const kept = pieces.flatMap(({ blocks }) => unitsOf(blocks));
        const missing = unitsOf(given.tree.children).filter((unit) => !kept.includes(unit));
        expect(kept).toEqual(unitsOf(given.tree.children).filter((unit) => kept.includes(unit)));
        expect(new Set(kept).size).toBe(kept.length);
        expect(missing.filter(({ type }) => type !== 'heading')).toEqual([]);
      }),
      runs,
    );
  });

  const outlineOf = (quotes: readonly string[]): Outline => ({
    title: 'All',
    headings: [],
    parts: [
      {
        title: 'One',
        headings: [],
        chapters: quotes.map((quote, i) => ({
          id: `chapter-${i}`,
          title: `Chapter ${i}`,
          summary: 'Says something.',
          aliases: [],
          headings: [quote],
          prerequisites: [],
        })),
      },
    ],
  });
});

describe('tables', () => {
  const cell = fc.record({
    value: fc.constantFrom('plain', '', '`a`', '**b** {x}', '<5ms', 'a [b](https://example.com)'),
    sources: fc.constantFrom(['general'], ['here'], ['here', 'there']),
  });
  const table = fc.integer({ min: 2, max: 4 }).chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 4 }).map(
      (rows): Table => ({
        id: 'two-things',
        title: 'Two things',
        question: 'Which?',
        chapter: 'here',
        columns: Array.from({ length: width }, (_, i) => `Column ${i}`),
        rows,
        remarks: [],
      }),
    ),
  );

  test('have as many cells in each row as columns, and every mark in their legend', () => {
    fc.assert(
      fc.property(table, (given) => {
        const blocks = tableBlocks(given, {});
        const rows = blocks.flatMap((block) => (block.type === 'table' ? block.children : []));
        expect(rows.map(({ children }) => children.length)).toEqual(
          Array(given.rows.length + 1).fill(given.columns.length),
        );
      }),
      runs,
    );
  });

  test('of a note are even, whatever its rows hold', () => {
    fc.assert(
      fc.property(draft, (given) => {
        visit(repair(given).tree, 'table', ({ children: [head, ...rows] }) => {
          for (const row of rows) expect(row.children.length).toBe(head?.children.length);
          return undefined;
        });
      }),
      runs,
    );
  });

  test('that are unknown are a message with the nearest name, and stay in the text', () => {
    const known: Table = {
      id: 'two-things',
      title: '',
      question: '',
      chapter: '',
      columns: ['a', 'b'],
      rows: [],
      remarks: [],
    };
    const given = draftOf('::table[two-thing]');
    const { tree, messages } = tabulate(given, {
      tables: new Map([['two-things', known]]),
      sources: {},
      labs: new Set(),
    });
    expect(messages.map(({ code, reason }) => [code, reason])).toEqual([
      [
        'unknown-table',
        'Unexpected table `two-thing`, expected the id of one in facts/ or of one that a lab measures. Did you mean `two-things`?',
      ],
    ]);
    expect(tree.children[0]).toMatchObject({ type: 'paragraph', children: [{ value: '::table[two-thing]' }] });
  });
});
