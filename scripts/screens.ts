import { mkdirSync, rmSync } from 'node:fs';
import { launch } from '../test/site/browser.ts';
import { served } from '../test/site/served.ts';

/** One page of every kind, and the chapters that are hardest to set. */
const pages = {
  home: '',
  chapter: 'caching/',
  'chapter-with-wide-table': 's3/',
  'chapter-with-many-corrections': 'kafka/',
  'chapter-without-table': 'webrtc/',
  compare: 'compare/',
  table: 'compare/s3-storage-classes/',
  glossary: 'glossary/',
  corrections: 'corrections/',
  search: 'search/?q=cache',
  'not-found': 'caching-polices/',
} as const;

const widths = [360, 768, 1280, 1920] as const;
const themes = ['light', 'dark'] as const;
const folder = 'screens';

/** Pictures of every kind of page at every width in both themes, and each page printed, into `screens/`; needs a build. */
async function screens(): Promise<number> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const site = await served();
  const browser = await launch();
  let made = 0;
  for (const colorScheme of themes) {
    const context = await browser.newContext({ colorScheme });
    for (const [name, path] of Object.entries(pages)) {
      const page = await context.newPage();
      // Twice: the faces are shown only if they are there at once, as they are from the second page on.
      await page.goto(site.url + path, { waitUntil: 'networkidle' });
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        await page.reload({ waitUntil: 'networkidle' });
        await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png`, fullPage: true });
        made++;
      }
      if (colorScheme === 'light') {
        await page.pdf({ path: `${folder}/${name}.pdf`, format: 'A4', preferCSSPageSize: true });
        made++;
      }
      await page.close();
    }
    await context.close();
  }
  await browser.close();
  site.close();
  return made;
}

process.stdout.write(`${await screens()} pictures in ${folder}/\n`);
