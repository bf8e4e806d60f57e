/** The finalizer of MurmurHash3, fmix32 (Appleby 2011): a bijection of 32-bit numbers that lets each bit change each. */
export function mix(number: number): number {
  let hash = number ^ (number >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
