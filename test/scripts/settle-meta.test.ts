import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { settleMeta } from '../../scripts/settle-meta.ts';

/** Text in CBOR, as long as it is shorter than 24 bytes. */
const text = (value: string): Buffer => Buffer.concat([Buffer.of(0x60 + value.length), Buffer.from(value)]);
const pair = (name: string): Buffer => Buffer.concat([Buffer.of(0x82), text(name), text(`en_${name}`)]);

/** The files of an index whose list of filters is in this order. */
const files = (...names: readonly string[]): ReadonlyMap<string, Uint8Array> => {
  const meta = Buffer.concat([text('before'), Buffer.of(0x80 + names.length), ...names.map(pair), text('behind')]);
  return new Map<string, Uint8Array>([
    ['pagefind.en_0a1b.pf_meta', gzipSync(meta)],
    ['pagefind-entry.json', Buffer.from('{"hash":"en_0a1b"}')],
    ['pagefind.js', Buffer.from('// as it is')],
  ]);
};
const shown = (settled: ReadonlyMap<string, Uint8Array>): readonly string[] =>
  [...settled].map(([path, content]) => `${path} ${Buffer.from(content).toString('latin1')}`).toSorted();

test('the same index comes out, in whatever order its filters are listed', () => {
  const names = ['chapter', 'term', 'table'];
  const settled = shown(settleMeta(files('table', 'chapter', 'term'), names));
  expect(shown(settleMeta(files('term', 'table', 'chapter'), names))).toEqual(settled);
  expect(settled.join('\n')).toMatch(/chapter.*table.*term/);
});

test('the entry names the file by its new content', () => {
  const settled = settleMeta(files('term', 'chapter'), ['chapter', 'term']);
  const { hash } = JSON.parse(Buffer.from(settled.get('pagefind-entry.json') ?? []).toString()) as { hash: string };
  expect(settled.has(`pagefind.${hash}.pf_meta`)).toBe(true);
  expect(settled.has('pagefind.en_0a1b.pf_meta')).toBe(false);
});

test('a list that is not as expected is an error, not another index', () => {
  expect(() => settleMeta(files('term', 'chapter'), ['chapter'])).toThrow('settle-meta');
  expect(() => settleMeta(files('term'), ['chapter', 'term'])).toThrow('settle-meta');
  expect(() => settleMeta(new Map(), [])).toThrow('no index');
});
