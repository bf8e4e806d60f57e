import { ownersOf, type Scheme } from './scheme.ts';

/** Nodes in a row, of which only the last can leave without moving others' keys; weights mean nothing to it. */
export const placeByJump: Scheme = (keys, nodes) => ({
  owners: ownersOf(keys, (hash) => nodes[jump({ high: 0, low: hash }, nodes.length)]?.id ?? 0),
  tableBytes: 0,
});

/** A whole number of 64 bits, in two halves of 32 without sign. */
export interface Wide {
  readonly high: number;
  readonly low: number;
}

/**
 * Jump consistent hash: the bucket of a key, from 0 up to buckets − 1 (Lamping and Veach 2014, figure 1). The key is the
 * state of a linear congruential generator that says to which bucket the key jumps next, as buckets are added.
 */
export function jump(key: Wide, buckets: number): number {
  let { high, low } = key;
  let bucket = 0;
  let next = 0;
  while (next < buckets) {
    bucket = next;
    // key = key × 2862933555777941757 + 1, modulo 2⁶⁴
    high = (Math.imul(high, factorLow) + Math.imul(low, factorHigh) + highProduct(low, factorLow)) >>> 0;
    const product = Math.imul(low, factorLow) >>> 0;
    low = (product + 1) >>> 0;
    if (low === 0) high = (high + 1) >>> 0;
    next = Math.floor((bucket + 1) * (2 ** 31 / ((high >>> 1) + 1)));
  }
  return bucket;
}

/** The buckets in which a key has been while buckets were added one by one up to so many: 0 first, its own last. */
export function pathOf(key: Wide, buckets: number): readonly number[] {
  const path: number[] = [];
  for (let many = 1; many <= buckets; many++) {
    const bucket = jump(key, many);
    if (bucket !== path.at(-1)) path.push(bucket);
  }
  return path;
}

const factorHigh = 0x27bb2ee6;
const factorLow = 0x87b0b0fd;

/** The upper 32 bits of the product of two numbers of 32 bits. */
function highProduct(a: number, b: number): number {
  const low = (a & 0xffff) * b;
  const high = (a >>> 16) * b;
  return Math.floor((high + Math.floor(low / 2 ** 16)) / 2 ** 16);
}
