import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Code, codes, didYouMean, message } from '../../src/normalize/message.ts';

const numRuns = Number(process.env['FC_RUNS'] ?? 200);

/** The source files that make messages, by path. */
const files = ['src/normalize', 'scripts'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && name !== 'message.ts')
    .map((name) => join(folder, name)),
);
const source = files.map((file) => readFileSync(file, 'utf8')).join('\n');

test('the table of codes is in alphabetical order', () => {
  expect(Object.keys(codes)).toEqual(Object.keys(codes).toSorted());
});

test.each(Object.keys(codes))('%s is used by the source', (code) => {
  expect(source).toContain(`'${code}'`);
});

test('the source makes no message of another code, for the type of codes is that of the table', () => {
  const used = [...source.matchAll(/\b(?:message|report|unknown)\(\s*'([a-z-]+)'/g)].map(([, code = '']) => code);
  expect(used.length).toBeGreaterThan(20);
  expect(used.filter((code) => !(code in codes))).toEqual([]);
});

test('every reason that the source words begins with Unexpected, or is the record of a change', () => {
  const records: readonly Code[] = [
    'correction-applied',
    'correction-noted',
    'front-matter-read',
    'heading-refused',
    'part-title',
  ];
  const reasons = [...source.matchAll(/\bmessage\(\s*'([a-z-]+)',[^'`]*?[\s(,{}]['`]([A-Z][^'`]*)/g)];
  expect(reasons.length).toBeGreaterThan(15);
  for (const [, code = '', reason = ''] of reasons)
    if (!records.includes(code as Code)) expect(`${code}: ${reason}`).toMatch(/: Unexpected /);
});

test('the severity of a message follows from its code', () => {
  const place = { note: 'note.md', line: 2, column: 3 };
  expect(message('unknown-table', place, 'Unexpected x.', { before: 'a' })).toEqual({
    code: 'unknown-table',
    severity: 'error',
    ...place,
    reason: 'Unexpected x.',
    before: 'a',
  });
});

test('the nearest name is offered whatever its case, the first in the alphabet of equals', () => {
  expect(didYouMean('Cacheing', ['dns', 'caching', 'sharding'])).toBe(' Did you mean `caching`?');
  expect(didYouMean('b', ['c', 'a'])).toBe(' Did you mean `a`?');
});

test('a name that is near to none gets no offer', () => {
  expect(didYouMean('kubernetes', ['dns', 'caching'])).toBe('');
  expect(didYouMean('x', [])).toBe('');
});

test('a name that exists is its own nearest', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z-]{3,12}$/), { minLength: 1 }), fc.nat(), (names, i) => {
      const name = names[i % names.length] ?? '';
      expect(didYouMean(name, names)).toBe(` Did you mean \`${name}\`?`);
    }),
    { numRuns },
  );
});
