import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Measures } from '../src/card/card.ts';
import { cutFaces } from '../src/card/cut-faces.ts';
import { drawer } from '../src/card/drawer.ts';
import { measureOf } from '../src/card/measure-of.ts';

// From the project, since the site's build runs this from elsewhere.
const require = createRequire(join(process.cwd(), 'package.json'));

const faces = await cutFaces(
  readFileSync(require.resolve('@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2')),
  readFileSync(require.resolve('@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2')),
);
const draw = await drawer(readFileSync(require.resolve('@resvg/resvg-wasm/index_bg.wasm')), faces);

/** The widths of texts in the faces that `drawCard` sets them in. */
export const measures: Measures = { bold: measureOf(faces.bold), regular: measureOf(faces.regular) };

const cache = 'node_modules/.cache/cards';
/** Changes with everything that makes a file of an SVG: the fonts, the code, and the versions of packages. */
const version = ['src/card/cut-faces.ts', 'src/card/drawer.ts', 'src/card/indexed-png.ts', 'package.json']
  .map((path) => readFileSync(path))
  .reduce((hash, bytes) => hash.update(bytes), createHash('sha256'))
  .digest();

/** A picture as PNG: drawn by an earlier build from the same SVG by the same code, or drawn now and kept for later ones. */
export function drawCard(svg: string): Uint8Array<ArrayBuffer> {
  const path = join(cache, `${createHash('sha256').update(version).update(svg).digest('hex')}.png`);
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) return Uint8Array.from(readFileSync(path));
  const png = Uint8Array.from(draw(svg));
  mkdirSync(cache, { recursive: true });
  // Under a name of its own first: another build may read at the same time.
  writeFileSync(`${path}.${process.pid}`, png);
  renameSync(`${path}.${process.pid}`, path);
  return png;
}
