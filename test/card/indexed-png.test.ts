import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexedPng } from '../../src/card/indexed-png.ts';

/** The pixels of a PNG with a palette and rows that are not filtered, as three bytes each. */
function pixelsOf(png: Uint8Array): readonly number[] {
  const file = Buffer.from(png);
  const chunks = new Map<string, Buffer>();
  for (let i = 8; i < file.length; i += 12 + file.readUInt32BE(i))
    chunks.set(file.toString('latin1', i + 4, i + 8), file.subarray(i + 8, i + 8 + file.readUInt32BE(i)));
  const width = chunks.get('IHDR')?.readUInt32BE(0) ?? 0;
  const palette = chunks.get('PLTE') ?? Buffer.alloc(0);
  return [...inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0))]
    .filter((_, i) => i % (width + 1) > 0)
    .flatMap((number) => [...palette.subarray(3 * number, 3 * number + 3)]);
}

const picture = fc
  .record({ width: fc.integer({ min: 1, max: 40 }), height: fc.integer({ min: 1, max: 40 }), seed: fc.integer() })
  .map(({ width, height, seed }) => ({
    width,
    height,
    rgba: Uint8Array.from({ length: 4 * width * height }, (_, i) => (i % 4 === 3 ? 255 : (seed + i * i * 31) >> 3)),
  }));

test('a picture of up to 256 colours is kept to the pixel, one of more nearly', () => {
  fc.assert(
    fc.property(picture, (pixels) => {
      const wanted = [...pixels.rgba].filter((_, i) => i % 4 < 3);
      const colours = new Set(wanted.flatMap((_, i) => (i % 3 === 0 ? [wanted.slice(i, i + 3).join()] : [])));
      const off = pixelsOf(indexedPng(pixels)).map((value, i) => Math.abs(value - (wanted[i] ?? 0)));
      expect(Math.max(...off)).toBeLessThan(colours.size <= 256 ? 1 : 64);
    }),
  );
});
