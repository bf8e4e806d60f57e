import { expect, test } from 'vitest';
import { readSettings } from '../../../src/normalize/settings/settings.ts';

/** Every message about some files of settings, as an author reads it. */
const read = (files: Record<string, string>): readonly string[] =>
  readSettings(new Map(Object.entries(files)))
    .messages.map(({ note, line, column, code, reason }) => `${note}:${line}:${column} ${code}: ${reason}`)
    .toSorted();

const outline = (chapter: string) =>
  `title: Handbook\nparts:\n  - title: One\n    chapters:\n      - id: caching\n        title: Caching\n        summary: Copies.\n${chapter}`;

const table = (rows: string, columns = '[Class, Price]') =>
  `chapter: caching\nchecked: 2026-11-23\ntables:\n  - id: classes\n    title: Classes\n    question: Which?\n    columns: ${columns}\n    rows:\n${rows}`;

const correction = (fields: string) => `- note: note.md\n  quote: a line\n  truth: So.\n${fields}`;

const sources = 'rfc:\n  title: An RFC\n  url: https://example.org/\n  read: whole\n  checked: 2026-11-23\n';

const cases: Readonly<Record<string, Record<string, string>>> = {
  'an unknown field of the outline': { 'outline.yaml': outline('        sumary: Twice.\n') },
  'a missing field of a chapter': { 'outline.yaml': outline('      - id: dns\n        title: DNS\n') },
  'a field without a value': { 'outline.yaml': outline('      - id: dns\n        title:\n        summary: x\n') },
  'a number where text belongs': {
    'outline.yaml': outline('      - id: dns\n        title: 404\n        summary: x\n'),
  },
  'a text where a list belongs': { 'outline.yaml': outline('        headings: Caching\n') },
  'an id with capitals and spaces': {
    'outline.yaml': outline('      - id: My Chapter\n        title: x\n        summary: x\n'),
  },
  'an outline without parts': { 'outline.yaml': 'title: Handbook\n' },
  'an outline that is a list': { 'outline.yaml': '- caching\n' },
  'a part without chapters': { 'outline.yaml': 'title: H\nparts:\n  - title: One\n    chapters: []\n' },
  'an empty title': {
    'outline.yaml': 'title: ""\nparts:\n  - title: One\n    chapters:\n      - { id: a, title: A, summary: S }\n',
  },
  'a second chapter of the same id': {
    'outline.yaml': outline('      - id: caching\n        title: x\n        summary: x\n'),
  },
  'an id that the site needs': {
    'outline.yaml': outline('      - id: glossary\n        title: x\n        summary: x\n'),
  },
  'an unknown prerequisite': { 'outline.yaml': outline('        prerequisites: [cacheing]\n') },
  'a misspelling with a capital': { 'spelling.yaml': 'words:\n  les: less\n  Fequent: frequent\n' },
  'a correction that is a number': { 'spelling.yaml': 'words:\n  les: 3\n' },
  'a name of one letter': { 'spelling.yaml': 'names:\n  X: Y\n' },
  'an unknown field of the spelling': { 'spelling.yaml': 'word:\n  les: less\n' },
  'an unknown verdict': {
    'corrections.yaml': correction('  verdict: wrnog\n  sources: general\n  checked: 2026-11-23\n'),
  },
  'a day that no calendar has': {
    'corrections.yaml': correction('  verdict: wrong\n  sources: general\n  checked: 2026-02-30\n'),
  },
  'a day that is none': {
    'corrections.yaml': correction('  verdict: wrong\n  sources: general\n  checked: yesterday\n'),
  },
  'a year where a day belongs': {
    'corrections.yaml': correction('  verdict: wrong\n  sources: general\n  checked: 2026\n'),
  },
  'a line that is no line': {
    'corrections.yaml': correction('  line: 0\n  verdict: wording\n  checked: 2026-11-23\n'),
  },
  'a correction without a source': { 'corrections.yaml': correction('  verdict: wrong\n  checked: 2026-11-23\n') },
  'an unknown source of a correction': {
    'corrections.yaml': correction('  verdict: wrong\n  sources: [general, rcf]\n  checked: 2026-11-23\n'),
    'sources.yaml': sources,
  },
  'a source with a space': {
    'corrections.yaml': correction('  verdict: wrong\n  sources: An RFC\n  checked: 2026-11-23\n'),
  },
  'a term without a definition': { 'terms.yaml': '- term: cache\n  chapter: caching\n' },
  'a term with an unknown chapter': {
    'terms.yaml': '- term: cache\n  definition: D.\n  chapter: chaching\n',
    'outline.yaml': outline(''),
  },
  'a second entry for a term': {
    'terms.yaml':
      '- term: cache\n  definition: D.\n  chapter: caching\n- term: Cache\n  definition: D.\n  chapter: caching\n',
  },
  'a link that is none of three': {
    'terms.yaml': '- term: cache\n  definition: D.\n  chapter: caching\n  link: glosary\n',
  },
  'terms that are fields': { 'terms.yaml': 'cache: a copy\n' },
  'an address without a scheme': {
    'sources.yaml': 'rfc:\n  title: An RFC\n  url: example.org\n  read: whole\n  checked: 2026-11-23\n',
  },
  'a source that is a text': { 'sources.yaml': 'rfc: https://example.org/\n' },
  'a row with too few cells': { 'facts/caching.yaml': table('      - [One]\n      - [One, Two]\n') },
  'a row with too many cells': { 'facts/caching.yaml': table('      - [One, 1,000]\n') },
  'a row that is a text': { 'facts/caching.yaml': table('      - One, Two\n') },
  'an unknown field of a row': { 'facts/caching.yaml': table('      - { cells: [One, Two], sorce: general }\n') },
  'a row in fields without cells': { 'facts/caching.yaml': table('      - { cels: [One, Two] }\n') },
  'an unknown field of a cell': { 'facts/caching.yaml': table('      - [One, { vale: Two }]\n') },
  'a cell that is a number': { 'facts/caching.yaml': table('      - [One, 2]\n') },
  'a cell that is a list': { 'facts/caching.yaml': table('      - [One, [Two]]\n') },
  'a cell of a row in fields that is a number': { 'facts/caching.yaml': table('      - cells: [One, 2]\n') },
  'an unknown source of a cell, a row, a column and a table': {
    'facts/caching.yaml': `${table(
      '      - [One, { value: Two, source: rcf }]\n      - { cells: [One, Two], source: [rfc, rf] }\n',
      '[Class, { name: Price, source: general2 }]',
    )}    source: rfcs\n`,
    'sources.yaml': sources,
  },
  'a column without a name': { 'facts/caching.yaml': table('      - [One, Two]\n', '[Class, { nam: Price }]') },
  'one column': { 'facts/caching.yaml': table('      - [One]\n', '[Class]') },
  'a figure without conditions': {
    'facts/caching.yaml':
      'chapter: caching\nchecked: 2026-11-23\nnumbers:\n  - what: Size\n    value: 1 MB\n    source: general\n',
  },
  'facts of an unknown chapter': {
    'facts/caching.yaml': 'chapter: chacing\nchecked: 2026-11-23\n',
    'outline.yaml': outline(''),
  },
  'a table in two files': {
    'facts/a.yaml': table('      - [One, Two]\n'),
    'facts/b.yaml': table('      - [One, Two]\n'),
  },
  'figures of one chapter in two files': Object.fromEntries(
    ['facts/a.yaml', 'facts/b.yaml'].map((file) => [
      file,
      'chapter: caching\nchecked: 2026-11-23\nnumbers:\n  - { what: Size, value: 1 MB, conditions: c, source: general }\n',
    ]),
  ),
  'a colon within a text': { 'terms.yaml': '- term: cache\n  definition: A copy: nearer.\n  chapter: caching\n' },
  'a text that begins with emphasis': { 'terms.yaml': '- term: cache\n  definition: *copy*\n  chapter: caching\n' },
  'a text that begins with code': { 'terms.yaml': '- term: cache\n  definition: `copy`\n  chapter: caching\n' },
  'a quote that is never closed': { 'terms.yaml': '- term: "cache\n  definition: D.\n' },
  'a tab as indentation': { 'spelling.yaml': 'words:\n\tles: less\n' },
  'a field twice': { 'spelling.yaml': 'words:\n  les: less\n  les: lesser\n' },
  'a bracket that is never closed': { 'spelling.yaml': 'known: [one, two\n' },
  'a field without a colon': { 'outline.yaml': 'title\nparts: []\n' },
  'two documents': { 'spelling.yaml': 'known: []\n---\nknown: []\n' },
  'a file whose name is nearly right': { 'corection.yaml': '', 'outline.yml': '', 'docker-compose.yaml': '' },
};

test('each mistake is told with its place, what was found, what was expected and the fix', async () => {
  const told = Object.entries(cases).map(([mistake, files]) => `# ${mistake}\n${read(files).join('\n')}\n`);
  await expect(told.join('\n')).toMatchFileSnapshot('golden/messages.txt');
});

test.each(Object.entries(cases))('%s gets a message that says what was found and what was expected', (_, files) => {
  expect(read(files)).not.toEqual([]);
  for (const told of read(files)) expect(told).toMatch(/: Unexpected .+, expected .+[.?]$/);
});

test('one run tells the mistakes of all files', () => {
  const files = {
    'corrections.yaml': '- nota: note.md\n',
    'facts/a.yaml': 'chapter: A\n',
    'facts/b.yaml': 'chapter: [\n',
    'outline.yaml': 'title: 3\n',
    'sources.yaml': 'rfc: 3\n',
    'spelling.yaml': 'known: les\n',
    'terms.yaml': '- term:\n',
  };
  expect([...new Set(read(files).map((told) => told.split(':')[0]))]).toEqual(Object.keys(files));
});

test('a file that cannot be read does not make every name in the others seem unknown', () => {
  const facts = { 'facts/caching.yaml': table('      - { cells: [One, Two], source: rfc }\n') };
  expect(
    read({ ...facts, 'sources.yaml': 'rfc: 3\n', 'outline.yaml': 'title: 3\n' }).filter((told) =>
      told.startsWith('facts'),
    ),
  ).toEqual([]);
});

test('files that are right, empty or only comments give no message', () => {
  expect(
    read({
      'outline.yaml': outline(''),
      'spelling.yaml': '# none yet\n',
      'terms.yaml': '',
      'facts/caching.yaml': table('      - [One, Two]\n'),
    }),
  ).toEqual([]);
});

test('a name that is given for a list stands for a list of one', () => {
  expect(
    read({
      'corrections.yaml': correction('  verdict: wrong\n  sources: rfc\n  checked: 2026-11-23\n'),
      'sources.yaml': sources,
    }),
  ).toEqual([]);
});
