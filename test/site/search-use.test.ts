import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from './browser.ts';
import { field, firstLink, soon } from './search-steps.ts';
import { type Served, served } from './served.ts';

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

/** A page in which search is open; it is closed by its context. */
async function opened(path = 's3/', options: BrowserContextOptions = {}): Promise<Page> {
  const page = await browser.newPage(options);
  await page.goto(site.url + path);
  await page.keyboard.press('/');
  await page.waitForSelector(`${field}:focus`);
  return page;
}

test('keys that are typed before the engine is there are kept, and searched for when it is', async () => {
  const page = await browser.newPage();
  await page.route('**/pagefind/**', async (route) => {
    await new Promise((done) => setTimeout(done, 400));
    await route.continue();
  });
  await page.goto(site.url);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('load balancer');
  expect(await page.locator(field).inputValue()).toBe('load balancer');
  await page.waitForSelector('.find');
  await soon(() => firstLink(page)).toBe('/load-balancer/');
  await page.close();
});

/** Presses a key that changes the search, and waits until its results have taken the place of those before. */
async function refined(page: Page, key: string): Promise<void> {
  await page.locator('.find').evaluateAll((all) => {
    for (const each of all) each.setAttribute('data-before', '');
  });
  await page.keyboard.press(key);
  await page.locator('.find:not([data-before]) a').first().waitFor();
}

test('arrows go through the results and back to the field, a letter goes on typing, Enter opens', async () => {
  const page = await opened('');
  await page.keyboard.type('caching');
  await soon(() => firstLink(page)).toBe('/caching/');
  const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.getAttribute('href') ?? 'field');
  await page.keyboard.press('ArrowDown');
  expect(await focused()).toBe('/caching/');
  await page.keyboard.press('ArrowDown');
  expect(await focused()).toMatch(/^\/caching\/#/);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  expect(await focused()).toBe('field');
  await page.keyboard.press('ArrowDown');
  await refined(page, 'Backspace');
  expect(await page.locator(field).inputValue()).toBe('cachin');
  await refined(page, 'g');
  await soon(() => firstLink(page)).toBe('/caching/');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const section = await focused();
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname + url.hash === section);
  await page.close();
});

test('Enter in the field opens the first result, also on the page that is open', async () => {
  const page = await opened('caching/');
  await page.keyboard.type('elastisearch');
  await soon(() => firstLink(page)).toBe('/elasticsearch/');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/elasticsearch/');
  await page.keyboard.press('/');
  await page.keyboard.type('elasticsearch');
  await soon(() => firstLink(page)).toBe('/elasticsearch/');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog[open]', { state: 'detached' });
  await page.close();
});

test('Escape closes search, gives the focus back, and what was typed is still there', async () => {
  const page = await browser.newPage();
  await page.goto(`${site.url}s3/`);
  await page.locator('header a', { hasText: 'Glossary' }).focus();
  await page.keyboard.press('/');
  await page.keyboard.type('kafka');
  await page.waitForSelector('.find');
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog[open]', { state: 'detached' });
  expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Glossary');
  await page.keyboard.press('/');
  expect(await page.locator(field).inputValue()).toBe('kafka');
  await page.getByRole('button', { name: 'Close' }).click();
  await page.waitForSelector('dialog[open]', { state: 'detached' });
  await page.locator('header [data-search]').click();
  await page.waitForSelector('dialog[open]');
  await page.mouse.click(5, 400);
  await page.waitForSelector('dialog[open]', { state: 'detached' });
  await page.close();
});

test('a slash typed into the field is a letter', async () => {
  const page = await opened();
  await page.keyboard.type('tcp/ip');
  expect(await page.locator(field).inputValue()).toBe('tcp/ip');
  await page.close();
});

test('results can be of one kind, the others are counted, and none of a kind says where there are some', async () => {
  const page = await opened();
  await page.keyboard.type('cache');
  await page.waitForSelector('.find');
  const kinds = (): Promise<readonly string[]> =>
    page.locator('.find-kind').evaluateAll((found) => [...new Set(found.map(({ textContent }) => textContent ?? ''))]);
  const counts = await page.locator('.kinds label').allInnerTexts();
  const [all = 0, ...each] = counts.map((text) => Number(/\d+/.exec(text)?.[0]));
  expect(each.reduce((sum, count) => sum + count, 0)).toBe(all);
  expect(each.every((count) => count > 0)).toBe(true);
  for (const [many, one] of [
    ['Chapters', 'Chapter'],
    ['Tables', 'Table'],
    ['Terms', 'Term'],
    ['Corrections', 'Correction'],
  ] as const) {
    await page.getByRole('radio', { name: many }).check({ force: true });
    await soon(kinds).toEqual([one]);
    expect(await page.locator('.kinds label').allInnerTexts()).toEqual(counts);
  }
  await page.locator(field).fill('oauth grants');
  await page.getByRole('button', { name: /Show \d+ of other kinds/ }).click();
  await page.waitForSelector('.find');
  await page.close();
});

test('the last searches are offered again, outlive the page, and can be forgotten', async () => {
  const page = await opened();
  for (const typed of ['kafka', 'sharding']) {
    await page.locator(field).fill(typed);
    await soon(() => firstLink(page)).toBe(`/${typed}/`);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/${typed}/`);
    await page.keyboard.press('/');
  }
  const last = page.locator('.finds-aside li');
  await soon(() => last.allInnerTexts()).toEqual(['sharding', 'kafka']);
  await last.last().getByRole('button').click();
  await soon(() => firstLink(page)).toBe('/kafka/');
  await page.locator(field).fill('');
  await page.getByRole('button', { name: 'Forget' }).click();
  expect(await last.count()).toBe(0);
  await page.reload();
  await page.keyboard.press('/');
  await page.waitForSelector('pagefind-results', { state: 'attached' });
  expect(await last.count()).toBe(0);
  await page.close();
});

test.each(['{', '{"not":"a list"}', '[1,2]', 'null'])(
  'search works when the last searches are kept as %s',
  async (broken) => {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    await page.addInitScript((value) => localStorage.setItem('searches', value), broken);
    await page.goto(site.url);
    await page.keyboard.press('/');
    await page.keyboard.type('kafka');
    await soon(() => firstLink(page)).toBe('/kafka/');
    await page.close();
    expect(errors).toEqual([]);
  },
);

test('a misspelt word is taken for the one that is near, and the page says so', async () => {
  const page = await opened();
  await page.keyboard.type('circut braker');
  await soon(() => firstLink(page)).toBe('/circuit-breaker/');
  const said = (): Promise<string> => page.locator('.finds [role="status"]').innerText();
  await soon(said).toContain('circuit breaker');
  await soon(said).toContain('circut');
  await page.close();
});

test('where nothing is found the nearest names and the glossary are offered', async () => {
  const page = await opened();
  await page.keyboard.type('zookeperos');
  await soon(() => page.locator('.finds [role="status"]').innerText()).toContain('Nothing found');
  const links = await page.locator('.finds-aside a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  expect(links).toContain('/glossary/#zookeeper');
  expect(links).toContain('/glossary/');
  expect(await page.locator('.kinds').innerText()).not.toMatch(/\d/);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/glossary/#zookeeper');
  await page.close();
});

test('when the index cannot be had the page says so, and search opened again asks for it again', async () => {
  const page = await browser.newPage();
  await page.route('**/pagefind/**', (route) => route.abort());
  await page.goto(site.url);
  await page.keyboard.press('/');
  await page.keyboard.type('kafka');
  await soon(() => page.locator('.finds [role="status"]').innerText()).toContain('could not be fetched');
  await page.unroute('**/pagefind/**');
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await page.keyboard.type('kafka');
  await soon(() => firstLink(page)).toBe('/kafka/');
  await page.close();
});

test.each(['light', 'dark'] as const)(
  'the open dialog has no violation that axe finds, in the %s theme',
  async (colorScheme) => {
    const page = await opened('s3/', { colorScheme, bypassCSP: true });
    await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core/axe.min.js') });
    const found: string[] = [];
    for (const typed of ['', 'cache crash', 'zookeperos', 'elastisearch']) {
      await page.locator(field).fill(typed);
      await page.waitForTimeout(400);
      found.push(
        ...(await page.evaluate(async () => {
          const { axe: checker } = globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } };
          return (await checker.run({ resultTypes: ['violations'] })).violations.map(
            ({ id, nodes }) => `${id}: ${nodes[0]?.html}`,
          );
        })),
      );
    }
    await page.close();
    expect(found).toEqual([]);
  },
);

test('the policy of the page is content with search, its dialog and its page', async () => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', ({ message }) => complaints.push(message));
  await page.goto(site.url);
  await page.keyboard.press('/');
  await page.keyboard.type('write thru');
  await page.waitForSelector('.find');
  await page.goto(`${site.url}search/?q=cap`);
  await page.waitForSelector('.find');
  await page.close();
  expect(complaints).toEqual([]);
});

test('at 320 pixels the dialog fills the screen and nothing is wider than it', async () => {
  const page = await opened('s3/', { viewport: { width: 320, height: 640 } });
  await page.keyboard.type('what if the cache crashes');
  await page.waitForSelector('.find');
  const wide = await page.locator('.finds').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  expect(wide).toBe(0);
  expect(await page.locator('dialog').evaluate(({ clientWidth }) => clientWidth)).toBe(
    await page.evaluate(() => document.documentElement.clientWidth),
  );
  expect(await page.getByRole('button', { name: 'Close' }).isVisible()).toBe(true);
  await page.close();
});

test('the number of results is said once, in a region that screen readers follow', async () => {
  const page = await opened();
  await page.keyboard.type('kafka');
  await page.waitForSelector('.find');
  expect(await page.locator('.finds [role="status"]').innerText()).toMatch(/^\d+ results\.$/);
  await page.waitForTimeout(300);
  expect(await page.locator('[data-pagefind-announcer]').textContent()).toBe('');
  await page.close();
});
