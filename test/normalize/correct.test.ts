import fc from 'fast-check';
import { expect, test } from 'vitest';
import { correct } from '../../src/normalize/correct.ts';
import { type Correction, correctionsSchema } from '../../src/normalize/settings/corrections.ts';

const numRuns = Number(process.env['FC_RUNS'] ?? 200);
const place = { note: 'corrections.yaml', line: 7, column: 3 };

/** A correction of `note.md` with what every one needs. */
const correctionOf = (fields: Partial<Correction>): Correction => {
  const [correction] = correctionsSchema.parse([
    { note: 'note.md', verdict: 'wrong', truth: 'It is so.', sources: 'rfc', checked: '2026-11-23', ...fields },
  ]);
  if (!correction) throw new Error('One was parsed.');
  return correction;
};

const run = (raw: readonly string[], ...corrections: readonly Partial<Correction>[]) =>
  correct(
    'note.md',
    raw,
    corrections.map((fields) => ({ correction: correctionOf(fields), place })),
  );

const told = ({ messages }: ReturnType<typeof run>) =>
  messages.map(({ note, line, column, code, reason }) => `${note}:${line}:${column} ${code}: ${reason}`);

test('what a correction becomes stands in the place of its quote, and the record says what, why and since when', () => {
  const { lines, origin, messages } = run(['one', '  two is three, four'], {
    quote: 'two is three',
    becomes: 'two is two',
  });
  expect({ lines, origin }).toEqual({ lines: ['one', '  two is two, four'], origin: [1, 2] });
  expect(messages).toEqual([
    {
      code: 'correction-applied',
      severity: 'info',
      note: 'note.md',
      line: 2,
      column: 3,
      reason: 'It is so.',
      before: 'two is three',
      after: 'two is two',
      verdict: 'wrong',
      sources: ['rfc'],
      checked: '2026-11-23',
    },
  ]);
});

test('a correction without a text is only on record', () => {
  const { lines, messages } = run(['one'], { quote: 'one' });
  expect(lines).toEqual(['one']);
  expect(messages).toEqual([expect.objectContaining({ code: 'correction-noted', before: 'one' })]);
  expect(messages[0]).not.toHaveProperty('after');
});

test('a quote that is gone is told at the correction, with the fix', () => {
  expect(told(run(['one'], { quote: 'two' }))).toEqual([
    'corrections.yaml:7:3 correction-quote-missing: Unexpected quote `two`, which is not in any line of note.md, expected text that is there. Quote the line as it stands now, or remove the correction.',
  ]);
});

test('a quote that is not in the line it names is told with that line', () => {
  expect(told(run(['one', 'two'], { quote: 'two', line: 1 }))[0]).toContain('which is not in line 1 of note.md');
});

test('a quote in several lines is told with their numbers', () => {
  expect(told(run(['one', 'two', 'one'], { quote: 'one', becomes: 'x' }))).toEqual([
    'corrections.yaml:7:3 correction-quote-ambiguous: Unexpected quote `one`, which is in lines 1, 3 of note.md, expected in one place. Quote more of the line, or add `line`.',
  ]);
});

test('a quote twice in one line is told too', () => {
  expect(told(run(['one and one'], { quote: 'one', becomes: 'x' }))).toEqual([
    'corrections.yaml:7:3 correction-quote-ambiguous: Unexpected quote `one`, which is twice in line 1 of note.md, expected in one place. Quote more of the line.',
  ]);
});

test('the number of a line chooses among several', () => {
  expect(run(['one', 'one'], { quote: 'one', line: 2, becomes: 'two' }).lines).toEqual(['one', 'two']);
});

test('of two corrections that overlap neither is made, and the clash is told in the note', () => {
  const result = run(['a b c'], { quote: 'a b', becomes: 'x' }, { quote: 'b c', becomes: 'y' });
  expect(result.lines).toEqual(['a b c']);
  expect(told(result).at(-1)).toBe(
    'note.md:1:3 correction-overlaps: Unexpected second correction of `b c`, expected one `becomes` for each stretch of text. Leave `becomes` out of the other.',
  );
});

test('two corrections side by side become lines of their own, which count as the line they come from', () => {
  const { lines, origin } = run(
    ['- one two', 'end'],
    { quote: 'two', becomes: 'TWO' },
    { quote: 'one', becomes: 'ONE' },
  );
  expect({ lines, origin }).toEqual({ lines: ['- ONE', '- TWO', 'end'], origin: [1, 1, 2] });
});

test('two corrections with text between them stay in one line', () => {
  expect(run(['one, two'], { quote: 'two', becomes: 'TWO' }, { quote: 'one', becomes: 'ONE' }).lines).toEqual([
    'ONE, TWO',
  ]);
});

test('every wrong correction is told in one run', () => {
  const codes = run(['one one'], { quote: 'gone' }, { quote: 'one' }, { quote: 'lost', line: 9 }).messages.map(
    ({ code }) => code,
  );
  expect(codes).toEqual(['correction-quote-missing', 'correction-quote-ambiguous', 'correction-quote-missing']);
});

test('without corrections the lines are those of the note, with nothing said', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (raw) => {
      expect(run(raw)).toEqual({ lines: raw, origin: raw.map((_, i) => i + 1), messages: [] });
    }),
    { numRuns },
  );
});

test('any corrections leave each line they do not quote as it was, at its number', () => {
  const word = fc.constantFrom('one', 'two', 'three', 'four');
  const quote = fc.record({
    quote: word,
    becomes: fc.option(word, { nil: undefined }),
    line: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(fc.array(word).map((words) => words.join(' '))), fc.array(quote), (raw, quotes) => {
      const given = quotes.map((fields) =>
        Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
      );
      const { lines, origin, messages } = run(raw, ...given);
      const touched = new Set(messages.filter(({ note }) => note === 'note.md').map(({ line }) => line));
      lines.forEach((line, i) => {
        if (!touched.has(origin[i] ?? 0)) expect(line).toBe(raw[(origin[i] ?? 0) - 1]);
      });
      expect(new Set(origin).size).toBe(raw.length);
      expect(messages).toHaveLength(
        messages.filter(({ code }) => code === 'correction-overlaps').length + quotes.length,
      );
    }),
    { numRuns },
  );
});
