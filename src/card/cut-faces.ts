import subset from 'subset-font';

/** The fonts of a picture, as TrueType files. */
export interface Faces {
  readonly bold: Uint8Array;
  readonly regular: Uint8Array;
  readonly label: Uint8Array;
}

/** Latin, general punctuation, arrows and mathematical operators: what the files have of it. */
const characters = [
  [0x20, 0x24f],
  [0x2010, 0x2044],
  [0x2190, 0x22ff],
].flatMap(([from = 0, to = 0]) => Array.from({ length: to - from }, (_, i) => String.fromCodePoint(from + i)));

/** Cuts the weights that pictures use out of the variable files of the text face and the label face. */
export async function cutFaces(text: Buffer, label: Buffer): Promise<Faces> {
  const cut = (font: Buffer, wght: number): Promise<Uint8Array> =>
    subset(font, characters.join(''), { targetFormat: 'truetype', variationAxes: { wght } });
  return { bold: await cut(text, 600), regular: await cut(text, 400), label: await cut(label, 600) };
}
