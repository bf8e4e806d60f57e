import { zlibSync } from 'fflate';

/** Pixels of a picture: four bytes each, red, green, blue, alpha. */
interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

/**
 * An opaque picture as a PNG with a palette (ISO/IEC 15948, colour type 3). More than 256 colours are first made fewer
 * by leaving out their lowest bits. Packed in JavaScript: the same bytes on every machine, which native zlib does not promise.
 */
export function indexedPng(pixels: Pixels): Uint8Array {
  const { width, height } = pixels;
  const { palette, rows } = index(pixels);
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 3, 0, 0, 0], 8);
  const parts = [
    Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', zlibSync(rows, { level: 6 })),
    chunk('IEND', new Uint8Array()),
  ];
  const png = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    png.set(part, offset);
    offset += part.length;
  }
  return png;
}

/** The colours in use, three bytes each, and the rows of their numbers, each behind a byte that says: not filtered. */
function index({ width, height, rgba }: Pixels): { readonly palette: Uint8Array; readonly rows: Uint8Array } {
  const words = new Uint32Array(rgba.slice().buffer);
  for (let bits = 0; ; bits++) {
    const mask = ((0xff << bits) & 0xff) * 0x01010101;
    const colours = new Map<number, { readonly number: number; readonly pixel: number }>();
    const rows = new Uint8Array((width + 1) * height);
    let last: number | undefined;
    let number = 0;
    for (let pixel = 0; pixel < words.length && colours.size <= 256; pixel++) {
      const word = words[pixel] ?? 0;
      // Nearly every pixel is like its neighbour: looking each up would take most of the time.
      if (word !== last) {
        const colour = word & mask;
        number = colours.get(colour)?.number ?? colours.size;
        if (number === colours.size) colours.set(colour, { number, pixel });
        last = word;
      }
      rows[pixel + Math.floor(pixel / width) + 1] = number;
    }
    if (colours.size > 256) continue;
    const palette = [...colours.values()].flatMap(({ pixel }) => [...rgba.subarray(4 * pixel, 4 * pixel + 3)]);
    return { palette: Uint8Array.from(palette), rows };
  }
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const part = new Uint8Array(12 + data.length);
  const view = new DataView(part.buffer);
  view.setUint32(0, data.length);
  part.set(
    [...type].map((letter) => letter.charCodeAt(0)),
    4,
  );
  part.set(data, 8);
  view.setUint32(8 + data.length, checksum(part.subarray(4, 8 + data.length)));
  return part;
}

/** CRC-32 of each byte (ISO/IEC 15948, annex D). */
const remainders = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? 0xedb88320 ^ (remainder >>> 1) : remainder >>> 1;
  return remainder;
});

function checksum(bytes: Uint8Array): number {
  let remainder = 0xffffffff;
  for (const byte of bytes) remainder = (remainders[(remainder ^ byte) & 0xff] ?? 0) ^ (remainder >>> 8);
  return (remainder ^ 0xffffffff) >>> 0;
}
