import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { Message } from '../../src/normalize/message.ts';
import { correctionsSchema } from '../../src/normalize/settings/corrections.ts';
import { chapters, notesFolder, rawNotes, report, words } from './committed.ts';

interface Row {
  readonly line: number;
  readonly verdict: 'wrong' | 'outdated' | 'misleading';
  readonly claim: string;
  readonly truth: string;
  readonly general?: string;
}

const rows: readonly Row[] = parseYaml(readFileSync(`${import.meta.dirname}/corrections.yaml`, 'utf8'));
const named = rows.map((row) => [`line ${row.line}, ${row.claim}`, row] as const);
const rawLines = rawNotes.split('\n');

const corrections = correctionsSchema
  .parse(parseYaml(readFileSync(`${notesFolder}/corrections.yaml`, 'utf8')))
  .map((correction) => ({
    ...correction,
    line: correction.line ?? rawLines.findIndex((line) => line.includes(correction.quote)) + 1,
  }));

/** The ledger: what the committed report says of corrections. */
const ledger = report.messages.filter(({ code }) => code === 'correction-applied' || code === 'correction-noted');

type Entry = Pick<Message, 'line'> & { readonly verdict?: string | undefined; readonly truth: string };

/** The one entry that answers a row: of its line and verdict, with the words that the truth needs. */
const answer = <E extends Entry>(entries: readonly E[], { line, verdict, truth }: Row): readonly E[] =>
  entries.filter((entry) => entry.line === line && entry.verdict === verdict && entry.truth.includes(truth));

describe('each wrong, outdated and misleading claim', () => {
  test.each(named)('stands in its line of the raw notes (%s)', (_, { line, claim }) => {
    expect(rawLines[line - 1]).toContain(claim);
  });

  test.each(named)('has one correction with a truth, sources and a day (%s)', (_, row) => {
    const [correction, ...others] = answer(corrections, row);
    expect(others).toEqual([]);
    expect(correction?.quote).toBeDefined();
    expect(correction?.truth.length).toBeGreaterThan(40);
    expect(correction?.sources.length).toBeGreaterThan(0);
    expect(correction?.checked).toMatch(/^2026-\d\d-\d\d$/);
  });

  test.each(named)(
    'rests on a source that can be read, and on general knowledge only where that is said (%s)',
    (_, row) => {
      const sources = answer(corrections, row).flatMap((correction) => correction.sources);
      expect(sources.filter((key) => key !== 'general')).not.toEqual([]);
      expect(sources.includes('general')).toBe(row.general !== undefined);
    },
  );

  test.each(named)('is in the committed ledger with the same truth, sources and day (%s)', (_, row) => {
    const [correction] = answer(corrections, row);
    const [entry] = answer(
      ledger.map((message) => ({ ...message, truth: message.reason })),
      row,
    );
    expect(entry).toMatchObject({
      note: 'system-design.md',
      before: correction?.quote,
      truth: correction?.truth,
      sources: correction?.sources,
      checked: correction?.checked,
    });
    expect(entry?.after).toBe(correction?.becomes);
  });

  test.each(named)('is put right in the text of its chapter (%s)', (_, { line }) => {
    const owner = report.chapters.find(({ lines: [from, to] }) => from <= line && line <= to);
    const fromNotes = chapters.find(({ id }) => id === owner?.id)?.fromNotes ?? '';
    const right = corrections.filter((correction) => correction.line === line).map(({ becomes }) => becomes ?? '');
    const missing = words(right.join(' ')).filter((word) => !words(fromNotes).includes(word));
    // The letters of `a) b) c)` are no words of the list that they become.
    expect(missing.filter((word) => word.length > 1)).toEqual([]);
  });
});

test('every correction with one of these verdicts answers a row, so that none is missing from the fixture', () => {
  const answered = new Set(rows.flatMap((row) => answer(corrections, row)));
  const judged = corrections.filter(({ verdict }) => ['wrong', 'outdated', 'misleading'].includes(verdict));
  expect(judged.filter((correction) => !answered.has(correction))).toEqual([]);
});

test('every correction of the file is on the ledger, in the order of the notes', () => {
  const key = ({ line, verdict, truth }: Entry): string => `${line} ${verdict} ${truth}`;
  const listed = ledger.map((message) => key({ ...message, truth: message.reason }));
  expect(listed.toSorted()).toEqual(corrections.map(key).toSorted());
  expect(ledger.map(({ line }) => line)).toEqual(ledger.map(({ line }) => line).toSorted((a, b) => a - b));
});

/** Lines whose claim is right and lacks what matters; a line may have several such claims. */
const incomplete = [
  6, 16, 16, 17, 22, 24, 28, 33, 35, 42, 43, 47, 50, 51, 62, 64, 65, 66, 89, 96, 98, 101, 104, 105, 109, 110, 111, 118,
  156, 167, 170, 175, 193, 203,
];

test('every incomplete claim has its entry', () => {
  const entries = corrections.filter(({ verdict }) => verdict === 'incomplete').map(({ line }) => line);
  expect(entries.toSorted((a, b) => a - b)).toEqual(incomplete);
});
