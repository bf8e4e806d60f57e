const utf8 = new TextEncoder();

/** The partition of a key, of n (BuiltInPartitioner of the Java client): the hash without its sign, modulo n. */
export const partitionOf = (key: string, n: number): number => (murmur2(utf8.encode(key)) & 0x7fffffff) % n;

/** MurmurHash2 of Austin Appleby, 32 bits, with the seed of `org.apache.kafka.common.utils.Utils`; signed. */
export function murmur2(data: Uint8Array): number {
  const multiplier = 0x5bd1e995;
  const whole = data.length & ~3;
  const wordAt = (i: number): number => [3, 2, 1, 0].reduce((word, byte) => (word << 8) | (data[i + byte] ?? 0), 0);
  let hash = 0x9747b28c ^ data.length;
  for (let i = 0; i < whole; i += 4) {
    const word = Math.imul(wordAt(i), multiplier);
    hash = Math.imul(hash, multiplier) ^ Math.imul(word ^ (word >>> 24), multiplier);
  }
  // Bytes beyond the end are 0 and change nothing.
  if (whole < data.length) hash = Math.imul(hash ^ wordAt(whole), multiplier);
  hash = Math.imul(hash ^ (hash >>> 13), multiplier);
  return hash ^ (hash >>> 15);
}
