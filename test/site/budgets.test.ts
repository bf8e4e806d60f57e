import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch } from './browser.ts';
import { pagesOf, type Served, served } from './served.ts';

const packed = (text: string): number => brotliCompressSync(text).length;
const html = (page: string): string => readFileSync(join('dist', page, 'index.html'), 'utf8');
const chapters = (JSON.parse(readFileSync('src/content/report.json', 'utf8')) as { chapters: { id: string }[] })
  .chapters;

describe('bytes, brotli', () => {
  test('HTML and CSS of the median chapter take at most 18 KB', () => {
    const sizes = chapters.map(({ id }) => packed(html(id))).toSorted((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(18_000);
  });

  test.each(pagesOf())('/%s takes at most 30 KB', (page) => {
    expect(packed(html(page))).toBeLessThanOrEqual(30_000);
  });
});

test('the two faces take at most 45 KB together', () => {
  const fonts = readdirSync('dist/_astro/fonts').map((file) => statSync(join('dist/_astro/fonts', file)).size);
  expect(fonts).toHaveLength(2);
  expect(fonts.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(45_000);
});

describe('in the browser', () => {
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

  test('a chapter loads at most 2 KB of script, and nothing shifts', async () => {
    const page = await browser.newPage();
    let script = 0;
    page.on('response', async (response) => {
      if (response.request().resourceType() === 'script') script += packed(await response.text());
    });
    await page.addInitScript(() => {
      Object.assign(globalThis, { shift: 0 });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          (globalThis as unknown as { shift: number }).shift += (entry as unknown as { value: number }).value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(`${site.url}s3/`, { waitUntil: 'networkidle' });
    const inline = await page.locator('script:not([src])').allTextContents();
    const shift = await page.evaluate(() => (globalThis as unknown as { shift: number }).shift);
    await page.close();
    expect(script + packed(inline.join(''))).toBeLessThanOrEqual(2_000);
    expect(shift).toBe(0);
  });
});
