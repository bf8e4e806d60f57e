import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Card, card } from '../../src/card/card.ts';
import { colours } from '../../src/card/colours.ts';
import { cutFaces } from '../../src/card/cut-faces.ts';
import { drawer } from '../../src/card/drawer.ts';
import { measureOf } from '../../src/card/measure-of.ts';

const { resolve } = createRequire(import.meta.url);
const file = (specifier: string): Buffer<ArrayBuffer> => readFileSync(resolve(specifier));
const faces = await cutFaces(
  file('@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2'),
  file('@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2'),
);
const measures = { bold: measureOf(faces.bold), regular: measureOf(faces.regular) };

const caching: Card = {
  label: 'Core building blocks',
  title: 'Caching',
  summary: 'A cache keeps copies of what is asked for often close to who asks.',
  name: 'System Design Notes',
  motif: '',
  parts: [[false], [true, false]],
};

/** The lines of a picture: their baseline, size and width. */
const linesOf = (svg: string) =>
  [...svg.matchAll(/<text x="76" y="(\d+)" font-size="(\d+)" font-family="Source Serif 4"([^>]*)>([^<]*)</g)].map(
    ([, y, size, look = '', escaped = '']) => {
      const text = escaped.replaceAll('&lt;', '<').replaceAll('&amp;', '&');
      const measure = look.includes('600') ? measures.bold : measures.regular;
      return { y: Number(y), size: Number(size), width: measure(text) * Number(size), text };
    },
  );

test('a picture is the same bytes on every machine', async () => {
  const draw = await drawer(file('@resvg/resvg-wasm/index_bg.wasm'), faces);
  const png = draw(card(caching, measures));
  // Printed by this code on Linux x64 with Node 24; another machine, or another Node, has to come to the same.
  expect(createHash('sha256').update(png).digest('hex')).toBe(
    '7c3fba932bf39d7428d1cc07d8a99942bdb99487f95b8f254a96bf6e3c35a150',
  );
});

test('every title and summary fits: no line too wide, none over another, none over the rule', () => {
  const words = (maxLength: number) =>
    fc.array(fc.string({ unit: fc.constantFrom(...'aeiMWl .&<'), minLength: 1, maxLength: 14 }), {
      minLength: 1,
      maxLength,
    });
  fc.assert(
    fc.property(words(16), words(60), (title, summary) => {
      const lines = linesOf(card({ ...caching, title: title.join(' '), summary: summary.join(' ') }, measures));
      expect(lines.filter(({ width }) => width > 664)).toEqual([]);
      expect(lines.filter(({ y }) => y > 540)).toEqual([]);
      expect(lines.filter(({ y, size }, i) => i > 0 && y - (lines[i - 1]?.y ?? 0) < size)).toEqual([]);
    }),
  );
});

test('a short title is large, and its words are all there', () => {
  const lines = linesOf(card(caching, measures));
  expect(lines[0]).toMatchObject({ text: 'Caching', size: 84 });
  expect(
    lines
      .slice(1)
      .map(({ text }) => text)
      .join(' '),
  ).toBe(caching.summary);
});

test('its colours are those of the light theme', () => {
  const style = readFileSync('src/styles/site.css', 'utf8');
  const { stroke: _, ...shared } = colours;
  const tokens = Object.keys(shared).map((name) => [
    name,
    new RegExp(`--${name}: light-dark\\((#\\w+)`).exec(style)?.[1],
  ]);
  expect(Object.fromEntries(tokens)).toEqual(shared);
});
