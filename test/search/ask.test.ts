import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asking } from '../../src/search/ask.ts';
import { vocabularyOf } from '../../src/search/vocabulary.ts';

const vocabulary = vocabularyOf(
  [
    { kind: 'chapter', title: 'Load balancer', path: '/load-balancer/', names: ['LB', 'load balancing'] },
    { kind: 'chapter', title: 'Caching', path: '/caching/', names: ['cache'] },
    { kind: 'chapter', title: 'Elasticsearch', path: '/elasticsearch/', names: [] },
    { kind: 'term', title: 'write-through', path: '/glossary/#write-through', names: [] },
  ],
  { thru: 'through' },
  ['A crash of the cache loses what it was not. A written text is. The cheapest class is `GLACIER`.'],
);
const ask = asking(vocabulary);
const first = (typed: string): string | undefined => ask(typed).attempts[0];

describe('what is asked for', () => {
  test.each([
    ['lb', 'lb'],
    ['LB', 'lb'],
    ['what if the cache crashes', 'cache crashes'],
    ['write thru', 'write through'],
    ['write-through', 'write through'],
    ['elastisearch', 'elasticsearch'],
    ['load balencer', 'load balancer'],
    ['loadbalancer', 'load balancer'],
    ['  cheapest   CLASS? ', 'cheapest class'],
    ['"cache loses"', '"cache loses"'],
  ])('for %s is %s', (typed, asked) => {
    expect(first(typed)).toBe(asked);
  });

  test('is the words of a question where nothing else is typed', () => {
    expect(first('what was')).toBe('what was');
  });

  test('keeps a word that is still being typed', () => {
    for (const typed of ['e', 'ela', 'elastics', 'balan']) expect(ask(typed).taken).toEqual([]);
  });

  test('says which words were taken for others', () => {
    expect(ask('the elastisearch thru lb').taken).toEqual([
      { typed: 'elastisearch', meant: 'elasticsearch' },
      { typed: 'thru', meant: 'through' },
    ]);
  });

  test('is nothing where no word is near', () => {
    expect(ask('qqqqqq zzzzzz').attempts).toEqual([]);
    expect(ask('').attempts).toEqual([]);
  });

  test('leaves out a word that is unknown beside one that is known', () => {
    expect(first('qqqqqq cache')).toBe('cache');
  });

  test('is less from attempt to attempt, the words that name something kept longest', () => {
    const { attempts } = ask('written crash cache');
    expect(attempts[0]).toBe('written crash cache');
    expect(attempts[1]).toBe('cache');
    expect(new Set(attempts).size).toBe(attempts.length);
  });
});

test('whatever is typed, every attempt is made of words of the vocabulary, or of the quoted text', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (typed) => {
      const { attempts } = ask(typed);
      expect(attempts.length).toBeLessThan(70);
      expect(attempts.every((attempt) => attempt.trim() !== '')).toBe(true);
    }),
    { numRuns: Number(process.env['FC_RUNS'] ?? 200) },
  );
});
