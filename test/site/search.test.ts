import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from './browser.ts';
import { type Served, served } from './served.ts';

const { chapters } = JSON.parse(readFileSync('src/content/report.json', 'utf8')) as {
  chapters: { id: string; title: string }[];
};

let site: Served;
let browser: Browser;
let page: Page;
const requested: string[] = [];

beforeAll(async () => {
  site = await served();
  browser = await launch();
  page = await browser.newPage();
  page.on('request', (request) => requested.push(new URL(request.url()).pathname));
  await page.goto(site.url);
});

afterAll(async () => {
  await browser?.close();
  site?.close();
});

test('nothing of the search engine is loaded before search is opened', async () => {
  await page.waitForLoadState('networkidle');
  expect(requested.filter((path) => path.includes('pagefind'))).toEqual([]);
});

test('the slash key opens search with the cursor in its field', async () => {
  await page.keyboard.press('/');
  await page.waitForSelector('pagefind-modal dialog[open] input');
  await page.waitForFunction(() => document.activeElement?.matches('input, pagefind-input') ?? false);
});

test.each(chapters)('search finds $title by its name, first', async ({ id, title }) => {
  const field = page.locator('pagefind-modal input').first();
  await field.fill('');
  await field.fill(title);
  await page.waitForFunction(
    (expected) => {
      const first = document.querySelector<HTMLAnchorElement>('pagefind-results a[href]');
      return first !== null && new URL(first.href).pathname === expected;
    },
    `/${id}/`,
    { timeout: 10_000 },
  );
  const first = await page.locator('pagefind-results a[href]').first().getAttribute('href');
  expect(new URL(first ?? '', site.url).pathname).toBe(`/${id}/`);
});

test('Escape closes search and gives the page back', async () => {
  await page.keyboard.press('Escape');
  await page.waitForSelector('pagefind-modal dialog[open]', { state: 'detached' });
  expect(await page.locator('h1').first().isVisible()).toBe(true);
});
