import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';

const isMeta = /^pagefind\.(en_[0-9a-f]+)\.pf_meta$/;

/**
 * Pagefind 1.5.2 lists the filters of an index in another order each time, in a file that is named by its content.
 * Gives the files with the list in the order of the names, so that the same pages make the same bytes; throws where
 * the list is not what it is expected to be. The file is left unpacked, as its reader allows: packers differ by machine.
 */
export function settleMeta(
  files: ReadonlyMap<string, Uint8Array>,
  filters: readonly string[],
): ReadonlyMap<string, Uint8Array> {
  const [path, packed] = [...files].find(([name]) => isMeta.test(name)) ?? [];
  const entry = files.get('pagefind-entry.json');
  if (path === undefined || packed === undefined || entry === undefined) throw new Error('Pagefind wrote no index.');
  const meta = sorted(gunzipSync(packed), filters);
  const was = path.replace(isMeta, '$1');
  const is = `en_${createHash('sha256').update(meta).digest('hex').slice(0, 10)}`;
  const settled = new Map(files);
  settled.delete(path);
  settled.set(path.replace(was, is), meta);
  settled.set('pagefind-entry.json', Buffer.from(Buffer.from(entry).toString('utf8').replace(was, is)));
  return settled;
}

/** Each filter is a pair in CBOR (RFC 8949): an array of two, the name, and the name of its file. */
function sorted(meta: Buffer, filters: readonly string[]): Buffer {
  if (filters.length === 0) return meta;
  const pairs = filters.toSorted().map((name) => {
    const start = meta.lastIndexOf(Buffer.concat([Buffer.of(0x82, 0x60 + name.length), Buffer.from(name)]));
    const end = start + 2 + name.length + 1 + ((meta[start + 2 + name.length] ?? 0) & 0x1f);
    return { start, bytes: meta.subarray(start, end) };
  });
  const first = Math.min(...pairs.map(({ start }) => start));
  const together = Buffer.concat(pairs.map(({ bytes }) => bytes));
  const isWhole = pairs.every(({ start, bytes }) => start > 0 && start + bytes.length <= first + together.length);
  if (!isWhole || meta[first - 1] !== 0x80 + pairs.length)
    throw new Error('Pagefind lists its filters in another way than expected: look at scripts/settle-meta.ts.');
  return Buffer.concat([meta.subarray(0, first), together, meta.subarray(first + together.length)]);
}
