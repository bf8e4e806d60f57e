import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markChanges, markLine, type Run } from '../../src/components/mark-changes.ts';

const numRuns = Number(process.env['FC_RUNS'] ?? 200);
const shown = (runs: readonly Run[]): string =>
  runs.map(({ text, changed, style }) => (changed ? `[${text}]` : text) + (style ? `(${style})` : '')).join('');
const text = (runs: readonly Run[]): string => runs.map((run) => run.text).join('');

describe('the words that changed', () => {
  test('are marked on both sides, and what is kept is not', () => {
    const { before, after } = markChanges(
      'eg. : Redis, Memcached, Amazon Elastic Cache',
      '**Examples:** Redis, Valkey, Memcached, Amazon ElastiCache',
    );
    expect(shown(before)).toBe('[eg.] : Redis, Memcached, Amazon [Elastic Cache]');
    expect(shown(after)).toBe('[Examples](strong):(strong) Redis, [Valkey,] Memcached, Amazon [ElastiCache]');
  });

  test('do not count a capital as a change, unless it is all that changed', () => {
    expect(shown(markChanges('Scale Out - now', 'Scale out: now').before)).toBe('Scale Out [-] now');
    expect(shown(markChanges('ElasticSearch', 'Elasticsearch').before)).toBe('[ElasticSearch]');
  });

  test('are all of them where two texts share next to nothing', () => {
    expect(
      shown(markChanges('HALF OPEN - First Error occurred', 'entered from open when the timer expires').before),
    ).toBe('[HALF OPEN - First Error occurred]');
  });

  test('are shown without the mark of a list or heading', () => {
    expect(text(markChanges('S3 Storage Classes', '#### S3 storage classes').after)).toBe('S3 storage classes');
  });
});

describe('a raw line', () => {
  test('has what each change took out of it struck, at the place where it stands', () => {
    const changes = [
      { code: 'correction-applied', column: 16, before: 'no of instances', after: 'number of instances' },
      { code: 'name-corrected', column: 1, before: 'gone already', after: 'x' },
    ];
    expect(shown(markLine('- Out increase no of instances', changes))).toBe('- Out increase [no] of instances');
  });

  test('of dashes is struck as a whole', () => {
    expect(shown(markLine('---------', [{ code: 'separator-removed', column: 1, before: '---------' }]))).toBe(
      '[---------]',
    );
  });

  test('without a change is the line', () => {
    expect(shown(markLine('   - Versioning', []))).toBe('   - Versioning');
  });
});

test('no letter is lost or added: the runs of each side are its text', () => {
  const words = fc
    .array(fc.constantFrom('cache', 'Cache', 'a', '-', 'İ', '😀', '5GB', ',', 'data base', '  '), { maxLength: 8 })
    .map((parts) => parts.join(' '));
  fc.assert(
    fc.property(words, words, fc.nat(9), (before, after, column) => {
      expect(text(markChanges(before, after).before)).toBe(before);
      expect(text(markLine(before, [{ code: 'correction-applied', column, before: after, after: before }]))).toBe(
        before,
      );
    }),
    { numRuns },
  );
});
