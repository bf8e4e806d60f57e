import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import subset from 'subset-font';

/** The two faces of the site and where their subsets are put, for `astro.config.mjs` to read. */
const faces = [
  { from: '@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2', to: 'text.woff2' },
  { from: '@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2', to: 'label.woff2' },
] as const;

const folder = 'node_modules/.cache/fonts';

/** What the notes and the pages are written in, and what typography makes of quotes, dashes and dots. */
const written = ['notes/**/*.{md,txt,yaml}', 'src/**/*.{astro,ts,tsx,mdx}'] as const;
const typography = '“”‘’–—…';
const printable = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('');

/** Cuts both faces down to the characters in use and the weights in use, as WOFF2. */
export async function subsetFonts(): Promise<void> {
  const files = globSync([...written]).toSorted();
  const used = new Set(files.flatMap((file) => [...readFileSync(file, 'utf8')]));
  const text = [...new Set([...printable, ...typography, ...used])].toSorted().join('');
  const { resolve } = createRequire(import.meta.url);
  for (const { from, to } of faces) {
    const font = await subset(readFileSync(resolve(from)), text, {
      targetFormat: 'woff2',
      variationAxes: { wght: { min: 400, max: 700 } },
    });
    mkdirSync(dirname(`${folder}/${to}`), { recursive: true });
    writeFileSync(`${folder}/${to}`, font);
  }
}
