import { create } from 'fontkitten';

/** Gives the width of a text in a font, in units of the type size; without kerning, which hardly ever makes it wider. */
export function measureOf(file: Uint8Array): (text: string) => number {
  const font = create(Buffer.from(file));
  if (font.isCollection) throw new Error('Unexpected collection of fonts, expected one font.');
  const widths = new Map<string, number>();
  const widthOf = (letter: string): number => {
    const width =
      widths.get(letter) ?? font.glyphForCodePoint(letter.codePointAt(0) ?? 0).advanceWidth / font.unitsPerEm;
    widths.set(letter, width);
    return width;
  };
  return (text) => [...text].reduce((sum, letter) => sum + widthOf(letter), 0);
}
