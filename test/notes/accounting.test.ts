import { expect, test } from 'vitest';
import type { Message } from '../../src/normalize/message.ts';
import { chapters, type Report, rawNotes, report, words } from './committed.ts';

const note = 'system-design.md';
const rawLines = rawNotes.split('\n');

/** What of some notes is nowhere: lines that no chapter and no message has, words that no chapter and no record has. */
interface Unaccounted {
  readonly lines: readonly number[];
  readonly words: readonly string[];
}

/** Holds raw lines against a report and the texts of the chapters, by id. */
function unaccounted(
  raw: readonly string[],
  { chapters: listed, messages }: Report,
  texts: ReadonlyMap<string, string>,
): Unaccounted {
  const written = raw.flatMap((text, i) => (text.trim() === '' ? [] : [{ text, line: i + 1 }]));
  const own = messages.filter((message) => message.note === note);
  const at = (line: number): readonly Message[] => own.filter((message) => message.line === line);
  const owners = (line: number) =>
    listed.filter(({ note: from, lines: [first, last] }) => from === note && first <= line && line <= last);
  return {
    lines: written.filter(({ line }) => owners(line).length === 0 && at(line).length === 0).map(({ line }) => line),
    words: written.flatMap(({ text, line }) => {
      const kept = owners(line).flatMap(({ id, title }) => words(`${title}\n${texts.get(id) ?? ''}`));
      const recorded = at(line).flatMap(({ before }) => words(before ?? ''));
      const known = new Set([...kept, ...recorded]);
      return words(text)
        .filter((word) => !known.has(word) && !isMarker(text, word))
        .map((word) => `${line}: ${word}`);
    }),
  };
}

/** The number of a list item, which printing sets anew. */
const isMarker = (text: string, word: string): boolean => new RegExp(`^\\s*${word}[.)]`).test(text);

/** Of each chapter only what comes from the notes: words of the author's own text prove nothing. */
const texts = new Map(chapters.map(({ id, fromNotes }) => [id, fromNotes]));

test('every line of the raw notes is in a chapter or named by a message', () => {
  expect(unaccounted(rawLines, report, texts).lines).toEqual([]);
});

test('every word of the raw notes is in what its chapter has of them, or on record as what stood there', () => {
  expect(unaccounted(rawLines, report, texts).words).toEqual([]);
});

test('no line belongs to two chapters, but for a title that several share', () => {
  const shared = rawLines.flatMap((_, i) => {
    const owners = report.chapters.filter(({ lines: [first, last] }) => first <= i + 1 && i + 1 <= last);
    return owners.length > 1 ? [[i + 1, owners.map(({ id }) => id)]] : [];
  });
  expect(shared).toEqual([[19, ['cap-theorem', 'databases', 'sharding']]]);
});

test('the committed chapters and the report agree on ids, titles and lines', () => {
  const listed = report.chapters.map(({ id, title, note: from, lines }) => ({ id, title, note: from, lines }));
  const committed = chapters.map(({ id, title, source }) => ({ id, title, note: source.note, lines: source.lines }));
  expect(committed).toEqual(listed);
});

test('every message of the notes points to a line and a column that exist, and a record quotes its line', () => {
  const stray = report.messages
    .filter((message) => message.note === note)
    .filter(({ line, column }) => column < 1 || column > (rawLines[line - 1] ?? '').length + 1);
  expect(stray).toEqual([]);
  const misquoted = report.messages.filter(
    ({ code, line, before }) => code.startsWith('correction-') && !(rawLines[line - 1] ?? '').includes(before ?? '\n'),
  );
  expect(misquoted).toEqual([]);
});

test('a line that the chapters do not have is found out', () => {
  const more = [...rawLines, 'Gossip protocol'];
  expect(unaccounted(more, report, texts)).toEqual({
    lines: [rawLines.length + 1],
    words: [`${rawLines.length + 1}: gossip`, `${rawLines.length + 1}: protocol`],
  });
});

test('a word that is dropped without a record is found out', () => {
  const silent = { ...report, messages: report.messages.filter(({ line }) => line !== 47) };
  expect(unaccounted(rawLines, silent, texts).words).toContain('47: index');
});

test('a chapter that loses its text is found out', () => {
  const record = report.messages.map(({ before: _, ...message }) => message);
  const lost = unaccounted(rawLines, { ...report, messages: record }, new Map());
  expect(lost.words.length).toBeGreaterThan(300);
});
