import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from './browser.ts';
import { pagesOf, type Served, served } from './served.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const pages = [...pagesOf(), '404.html'];

let site: Served;
let browser: Browser;

beforeAll(async () => {
  site = await served();
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  site?.close();
});

test.each([
  ['light', 1280],
  ['dark', 1280],
  ['light', 360],
  ['dark', 360],
] as const)(
  'no page has a violation that axe finds, in the %s theme at %i pixels',
  async (colorScheme, width) => {
    const page = await browser.newPage({ colorScheme, bypassCSP: true, viewport: { width, height: 900 } });
    const found: string[] = [];
    for (const path of pages) {
      await page.goto(site.url + path);
      await page.addScriptTag({ path: axe });
      const violations = await page.evaluate(async () => {
        const { axe: checker } = globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } };
        return (await checker.run({ resultTypes: ['violations'] })).violations.map(
          ({ id, nodes }) => `${id}: ${nodes[0]?.html}`,
        );
      });
      found.push(...violations.map((violation) => `/${path} ${violation}`));
    }
    await page.close();
    expect(found).toEqual([]);
  },
  240_000,
);

test('every page reads without script: one title, its text, no control that does nothing', async () => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  const poor: string[] = [];
  for (const path of pages) {
    await page.goto(site.url + path);
    const [titles, words, dead] = await Promise.all([
      page.locator('h1').count(),
      page.locator('main').textContent(),
      page.locator('button:visible').count(),
    ]);
    if (titles !== 1 || (words ?? '').split(/\s+/).length < 40 || dead > 0)
      poor.push(`/${path}: ${titles} titles, ${(words ?? '').split(/\s+/).length} words, ${dead} dead buttons`);
  }
  await page.close();
  expect(poor).toEqual([]);
}, 120_000);

test('the policy of every page lets its own styles and scripts run and reports nothing', async () => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  for (const path of ['', 'caching/', 's3/', 'glossary/', 'corrections/', 'compare/', 'compare/s3-storage-classes/'])
    await page.goto(site.url + path, { waitUntil: 'networkidle' });
  await page.close();
  expect(complaints).toEqual([]);
});
