import { mix } from '../../kernel/mix.ts';

const encoder = new TextEncoder();

/** MurmurHash3_x86_32 of a text in UTF-8, from 0 up to 2³² − 1 (Appleby 2011, SMHasher, MurmurHash3.cpp). */
export function murmur3(text: string, seed: number): number {
  const bytes = bytesOf(text);
  const { length } = bytes;
  const tail = length & ~3;
  let hash = seed | 0;
  for (let i = 0; i < tail; i += 4) {
    const block =
      bytes.charCodeAt(i) |
      (bytes.charCodeAt(i + 1) << 8) |
      (bytes.charCodeAt(i + 2) << 16) |
      (bytes.charCodeAt(i + 3) << 24);
    hash ^= scrambled(block);
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  let rest = 0;
  for (let i = length - 1; i >= tail; i--) rest = (rest << 8) | bytes.charCodeAt(i);
  if (length > tail) hash ^= scrambled(rest);
  return mix(hash ^ length);
}

/** A text's UTF-8 bytes as the codes of a string; a text of ASCII is that already. */
const bytesOf = (text: string): string =>
  isAscii(text) ? text : Array.from(encoder.encode(text), (byte) => String.fromCharCode(byte)).join('');

/** A loop: with a regular expression the hash of a short key takes a third longer. */
function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

function scrambled(block: number): number {
  const product = Math.imul(block, 0xcc9e2d51);
  return Math.imul((product << 15) | (product >>> 17), 0x1b873593);
}
