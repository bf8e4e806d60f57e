import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const root = mkdtempSync(join(tmpdir(), 'normalize-command-'));
afterAll(() => rmSync(root, { recursive: true }));

/** A folder of its own with these files. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(root, 'notes-'));
  for (const [name, text] of Object.entries(files)) put(join(folder, name), text);
  return folder;
}

function put(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Runs the command as a process of its own. */
function command(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { GITHUB_ACTIONS: _, ...own } = process.env;
  const options = { encoding: 'utf8', env: { ...own, ...env } } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/normalize.ts', ...args], options);
  return { status, stdout, stderr };
}

/** Normalizes a folder into `chapters` beside it. */
function normalize(notes: string, ...more: readonly string[]) {
  const out = `${notes}-chapters`;
  const json = `${notes}.json`;
  const result = command(['--notes', notes, '--out', out, '--json', json, ...more]);
  return { ...result, out, json, report: existsSync(json) ? JSON.parse(readFileSync(json, 'utf8')) : undefined };
}

/** Every file of a folder with its bytes. */
const bytesOf = (folder: string): Readonly<Record<string, string>> =>
  existsSync(folder)
    ? Object.fromEntries(
        readdirSync(folder, { recursive: true, encoding: 'utf8' })
          .toSorted()
          .map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
      )
    : {};

const outline =
  'title: H\nparts:\n  - title: P\n    chapters:\n      - { id: caching, title: Caching, summary: S, headings: [Caching] }\n';

describe('exit codes', () => {
  test('0 when the chapters were written, with a summary', () => {
    const { status, stdout, stderr, out } = normalize(folderOf({ 'caching.md': '###Caching\n\nA copy nearer.\n' }));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^1 notes read, 1 chapters, 0 corrections, \d+ changes on record, 0 warnings, 0 errors, /);
    expect(Object.keys(bytesOf(out))).toEqual(['caching.mdx']);
  });

  test('1 when the author must act, and every mistake is printed with its place', () => {
    const notes = folderOf({ 'caching.md': '# Caching\n', 'outline.yaml': 'titel: H\n', 'terms.yaml': '- term: *x\n' });
    const { status, stderr } = normalize(notes);
    expect(status).toBe(1);
    expect(stderr).toContain('outline.yaml:1:1: error: Unexpected field `titel`');
    expect(stderr).toContain('terms.yaml:1:9: error: Unexpected `*x`');
  });

  test.each([
    [['--nots', 'x'], "Unknown option '--nots'"],
    [['notes'], "Unexpected argument 'notes'"],
    [['--notes'], "'--notes <value>' argument missing"],
    [['--check=yes'], "'--check' does not take an argument"],
    [['--notes', join(root, 'nowhere')], 'expected a folder that exists'],
    [['--notes', 'package.json'], 'expected a folder that exists'],
    [['--notes', 'notes', '--out', 'package.json'], 'which is a file, expected a folder'],
    [['--notes', 'notes', '--out', 'notes'], 'which is the folder of the notes, expected another'],
    [['--notes', 'notes', '--json', root], 'which is a folder, expected a file'],
  ])('2 for wrong usage, with the right one: %j', (args, reason) => {
    const { status, stdout, stderr } = command(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(reason);
    expect(stderr).toContain('Usage: node scripts/normalize.ts');
  });
});

describe('--check', () => {
  test('is clean after a run, fails on a stale, a missing and a left-over chapter, and writes nothing', () => {
    const notes = folderOf({ 'a.md': '# Apples\n\nRed.\n', 'b.md': '# Pears\n\nGreen.\n' });
    const { out } = normalize(notes);
    expect(normalize(notes, '--check').status).toBe(0);
    put(join(notes, 'a.md'), '# Apples\n\nGolden.\n');
    rmSync(join(notes, 'b.md'));
    put(join(notes, 'c.md'), '# Plums\n');
    const before = bytesOf(out);
    const { status, stderr } = normalize(notes, '--check');
    expect(status).toBe(1);
    for (const name of ['a', 'b', 'c']) expect(stderr).toMatch(new RegExp(`-chapters/${name}\\.mdx: stale, expected`));
    expect(bytesOf(out)).toEqual(before);
  });

  test('fails on a stale report, and writes neither it nor a folder', () => {
    const notes = folderOf({ 'a.md': '# Apples\n' });
    const { status, out, json, stderr } = normalize(notes, '--check');
    expect(status).toBe(1);
    expect(stderr).toContain('.json: stale');
    expect([existsSync(out), existsSync(json)]).toEqual([false, false]);
  });
});

test('--check measures again whatever is kept, and names the table whose numbers are others', () => {
  const notes = folderOf({
    'caching.md': '# Caching\n',
    'outline.yaml': outline,
    'chapters/caching.md': '## In a minute\n\n::lab[cache-eviction]\n\n::table[cache-eviction-measured]\n',
  });
  const { out } = normalize(notes);
  const file = join(out, 'measured/cache-eviction-measured.json');
  const measured = readFileSync(file, 'utf8');
  put(file, measured.replace(/"mean": \d+/, '"mean": 99'));
  const { status, stdout, stderr } = normalize(notes, '--check');
  expect(status).toBe(1);
  expect(stdout).toMatch(/^cache-eviction-measured: 28 cells measured in /);
  expect(stderr).toMatch(/measured\/cache-eviction-measured\.json: stale, expected what the notes and the labs say/);
  expect(stderr).not.toContain('caching.mdx');
  const again = normalize(notes);
  expect(again.stdout).not.toContain('cells measured');
  expect(readFileSync(file, 'utf8')).toBe(measured);
  put(join(notes, 'chapters/caching.md'), '## In a minute\n\nNothing runs here.\n');
  normalize(notes);
  expect(existsSync(file)).toBe(false);
});

test('--strict fails on a warning and leaves the chapters, which are written without it', () => {
  const notes = folderOf({ 'a.md': '# Apples\n\n![A tree](tree.png)\n' });
  expect(normalize(notes, '--strict')).toMatchObject({ status: 1 });
  expect(existsSync(`${notes}-chapters`)).toBe(false);
  expect(normalize(notes)).toMatchObject({ status: 0 });
});

describe('--json', () => {
  test('has chapters and messages with the fields of the contract and no others', () => {
    const { report } = normalize(
      folderOf({
        'a.md': '# Apples\n\nThe fruit is recieved.\n\n###Sorts\n\n![A tree](tree.png)\n',
        'corrections.yaml':
          '- { note: a.md, quote: The fruit, becomes: A fruit, verdict: wrong, truth: T., sources: general, checked: 2026-11-23 }\n',
      }),
    );
    expect(Object.keys(report)).toEqual(['chapters', 'messages']);
    expect(report.chapters).toEqual([
      {
        id: 'a',
        title: 'Apples',
        file: 'a.mdx',
        note: 'a.md',
        lines: [1, 7],
        headings: [
          { level: 1, text: 'Apples', line: 1 },
          { level: 2, text: 'Sorts', line: 5 },
        ],
      },
    ]);
    const [place, change, correction] = [
      ['code', 'severity', 'note', 'line', 'column', 'reason'],
      ['before', 'after'],
      ['verdict', 'sources', 'checked'],
    ];
    for (const message of report.messages as Record<string, unknown>[]) {
      expect(Object.keys(message)).toEqual(expect.arrayContaining(place));
      const allowed = [...place, ...change, ...(message['verdict'] === undefined ? [] : correction)];
      expect(Object.keys(message).filter((field) => !allowed.includes(field))).toEqual([]);
    }
    expect(report.messages.map(({ code, line }: { code: string; line: number }) => `${line} ${code}`)).toEqual([
      '3 correction-applied',
      '3 spelling-corrected',
      '5 heading-recovered',
      '7 picture-missing',
    ]);
  });

  test('is written after an error too, while the chapters stay as they were', () => {
    const notes = folderOf({ 'a.md': '# Apples\n' });
    const { out } = normalize(notes);
    const before = bytesOf(out);
    put(join(notes, 'a.md'), '# Apples\n\nRed.\n');
    put(join(notes, 'b.md'), '# Pears\n');
    put(join(notes, 'spelling.yaml'), 'knwon: []\n');
    const { status, report } = normalize(notes);
    expect(status).toBe(1);
    expect(bytesOf(out)).toEqual(before);
    expect(report.messages).toEqual([
      expect.objectContaining({ code: 'invalid-field', note: 'spelling.yaml', line: 1, column: 1 }),
    ]);
  });

  test('may stand in a folder that is not there yet', () => {
    const notes = folderOf({ 'a.md': '# Apples\n', 'spelling.yaml': 'knwon: []\n' });
    const json = join(notes, '../new', 'deep', 'report.json');
    command(['--notes', notes, '--out', `${notes}-chapters`, '--json', json]);
    expect(JSON.parse(readFileSync(json, 'utf8')).messages).toHaveLength(1);
  });
});

describe('chapters on the disk', () => {
  test('go with their note, while a file that somebody wrote stays, even one that quotes a generated one', () => {
    const notes = folderOf({ 'a.md': '# Apples\n', 'b.md': '# Pears\n' });
    const { out } = normalize(notes);
    const own = { 'own.mdx': '# Own\n', 'quote.mdx': 'About {/* Generated from the notes. */}\n', 'readme.txt': '' };
    for (const [name, text] of Object.entries(own)) put(join(out, name), text);
    rmSync(join(notes, 'b.md'));
    expect(normalize(notes).status).toBe(0);
    expect(Object.keys(bytesOf(out))).toEqual(['a.mdx', 'own.mdx', 'quote.mdx', 'readme.txt']);
    expect(bytesOf(out)).toMatchObject(own);
  });

  test('never take the place of a file that somebody wrote', () => {
    const notes = folderOf({ 'a.md': '# Apples\n', 'b.md': '# Pears\n' });
    put(join(`${notes}-chapters`, 'a.mdx'), '# My own apples\n');
    const { status, stderr, out } = normalize(notes);
    expect(status).toBe(1);
    expect(stderr).toContain('a.md:1:1: error: Unexpected file a.mdx in the place of this chapter');
    expect(bytesOf(out)).toEqual({ 'a.mdx': '# My own apples\n' });
  });

  test('are the same bytes from every run, and from every order in which the files came to be', () => {
    const files = {
      'z.md': '# Z\n\n![x](x.png)\n',
      'a/b.md': '# B\n\nTeh.\n',
      'ü.md': 'Text.\n',
      'terms.yaml': '- { term: b, definition: D., chapter: z }\n',
    };
    const [one, two] = [folderOf(files), folderOf(Object.fromEntries(Object.entries(files).toReversed()))];
    const [first, second] = [normalize(one), normalize(two)];
    expect(bytesOf(second.out)).toEqual(bytesOf(first.out));
    expect(readFileSync(second.json)).toEqual(readFileSync(first.json));
    normalize(one);
    expect(bytesOf(first.out)).toEqual(bytesOf(second.out));
  });
});

describe('any folder of notes', () => {
  test('several notes of one name in different folders are chapters of their own', () => {
    const files = { 'a/note.md': '# One\n', 'b/note.md': '# Two\n', 'a-note.md': '# Three\n' };
    const { status, report, out } = normalize(folderOf(files));
    expect(status).toBe(0);
    expect(report.chapters.map(({ id, note }: Record<string, string>) => `${note} ${id}`)).toEqual([
      'a-note.md a-note',
      'a/note.md a-note-2',
      'b/note.md b-note',
    ]);
    expect(Object.keys(bytesOf(out))).toHaveLength(3);
  });

  test('names with spaces, signs and other scripts become addresses', () => {
    const names = [
      'Rate Limiter (v2).md',
      'Größe.txt',
      '缓存.md',
      '캐시.md',
      'हिन्दी.md',
      '!!!.md',
      'UPPER.MD',
      `${'long '.repeat(45)}.md`,
    ];
    const { status, report } = normalize(folderOf(Object.fromEntries(names.map((name) => [name, 'Text.\n']))));
    expect(status).toBe(0);
    expect(new Set(report.chapters.map(({ id }: { id: string }) => id))).toEqual(
      new Set(['rate-limiter-v2', 'große', '缓存', '캐시', 'हिन्दी', 'note', 'upper', 'long-'.repeat(12).slice(0, -1)]),
    );
  });

  test('a note named like a page of the site gets another address', () => {
    const { report } = normalize(folderOf({ 'glossary.md': 'Text.\n', 'a.md': '[words](glossary.md)\n' }));
    expect(report.chapters.map(({ id }: { id: string }) => id)).toEqual(['a', 'glossary-note']);
  });

  test('a link to a note in a folder leads to the address of its chapter', () => {
    const { out } = normalize(folderOf({ 'a.md': '[deep](sub/deep.md)\n', 'sub/deep.md': '# Deep\n' }));
    expect(bytesOf(out)['a.mdx']).toContain('[deep](/sub-deep/)');
  });

  test('an empty folder, an empty note, hidden files and packages are no trouble', () => {
    expect(normalize(folderOf({}))).toMatchObject({ status: 0, report: { chapters: [], messages: [] } });
    const files = {
      'empty.md': '',
      '.hidden.md': '# H\n',
      '.git/x.md': '# G\n',
      'node_modules/y.md': '# N\n',
      'x.md/note.md': '# X\n',
    };
    const { status, report } = normalize(folderOf(files));
    expect(status).toBe(0);
    expect(report.chapters.map(({ note }: { note: string }) => note)).toEqual(['empty.md', 'x.md/note.md']);
  });

  test('a file that cannot be read is told, and nothing is written', () => {
    const notes = folderOf({ 'a.md': '# Apples\n' });
    symlinkSync(join(notes, 'nowhere.md'), join(notes, 'gone.md'));
    const { status, stderr, out } = normalize(notes);
    expect(status).toBe(1);
    expect(stderr).toContain('gone.md:1:1: error: Unexpected file that cannot be read (ENOENT');
    expect(existsSync(out)).toBe(false);
  });

  test('a folder of chapters that cannot be written is told in a sentence', () => {
    const notes = folderOf({ 'a.md': '# Apples\n' });
    const { status, stderr } = command(['--notes', notes, '--out', join(notes, 'a.md', 'chapters')]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^Unexpected path .*a\.md\/chapters, expected one that can be read and written \(ENOTDIR/);
  });

  test('an outline whose chapter, table and term are misspelt gets every message in one run', () => {
    const { status, report } = normalize(
      folderOf({
        'outline.yaml': outline.replace('headings: [Caching]', 'headings: [Cacheing], prerequisites: [dsn]'),
        'note.md': '# Caching\n\nOne.\n\n::table[clases]\n\n::tabel[x]\n',
        'chapters/cachng.md': 'Text.\n',
        'terms.yaml': '- { term: cache, definition: D., chapter: chaching }\n',
        'facts/caching.yaml':
          'chapter: caching\nchecked: 2026-11-23\ntables:\n  - { id: classes, title: C, question: Q, columns: [A, B], rows: [[a, b]] }\n',
        'corrections.yaml':
          '- { note: note.md, quote: Three, verdict: wording, truth: T., checked: 2026-11-23 }\n- { note: nota.md, quote: One, verdict: wording, truth: T., checked: 2026-11-23 }\n',
      }),
    );
    expect(status).toBe(1);
    const told = report.messages
      .filter(({ severity }: { severity: string }) => severity === 'error')
      .map(
        ({ note, line, column, code, reason }: Record<string, string>) =>
          `${note}:${line}:${column} ${code}: ${reason}`,
      );
    expect(`${told.join('\n')}\n`).toMatchInlineSnapshot(`
      "chapters/cachng.md:1:1 unknown-chapter: Unexpected text of a chapter \`cachng\`, which outline.yaml does not have, expected the id of a chapter as file name. Did you mean \`caching\`?
      corrections.yaml:1:20 correction-quote-missing: Unexpected quote \`Three\`, which is not in any line of note.md, expected text that is there. Quote the line as it stands now, or remove the correction.
      corrections.yaml:2:20 correction-quote-missing: Unexpected note \`nota.md\`, which does not exist, expected the path of a note in this folder. Did you mean \`note.md\`?
      note.md:5:1 unknown-table: Unexpected table \`clases\`, expected the id of one in facts/ or of one that a lab measures. Did you mean \`classes\`?
      note.md:7:1 unknown-directive: Unexpected directive \`tabel\`, expected \`table\`, \`lab\`. Did you mean \`table\`?
      outline.yaml:5:11 chapter-without-notes: Unexpected chapter \`caching\` with nothing in it, expected a line of a note in \`headings\` or a file chapters/caching.md. Add one of them, or remove the chapter.
      outline.yaml:5:63 heading-quote-missing: Unexpected quote \`Cacheing\`, which is no line of any note, expected one as it stands there. Did you mean \`Caching\`?
      outline.yaml:5:90 unknown-chapter: Unexpected chapter \`dsn\`, expected the id of a chapter in outline.yaml.
      terms.yaml:1:34 unknown-chapter: Unexpected chapter \`chaching\`, expected the id of a chapter in outline.yaml. Did you mean \`caching\`?
      "
    `);
  });
});

test('on GitHub Actions errors and warnings are annotations as well', () => {
  const notes = folderOf({ 'a.md': '# Apples\n\n![A tree](tree.png)\n', 'terms.yaml': 'x: 1\n' });
  const { stderr } = command(['--notes', notes, '--out', `${notes}-chapters`], { GITHUB_ACTIONS: 'true' });
  expect(stderr).toMatch(/^::warning file=.*a\.md,line=3,col=1,title=picture-missing::Unexpected picture/m);
  expect(stderr).toMatch(/^::error file=.*terms\.yaml,line=1,col=1,title=invalid-field::Unexpected fields/m);
});
