import type { Browser } from 'playwright-core';
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

test('the address of the page of search holds the search and its kind, there and back', async () => {
  const page = await browser.newPage();
  await page.goto(`${site.url}search/?q=cache&kind=table`);
  await page.waitForSelector('.find');
  expect(await page.locator('.find-kind').first().innerText()).toBe('Table');
  await page.locator(field).fill('tiny url');
  await page.getByRole('radio', { name: 'All' }).check({ force: true });
  await soon(() => firstLink(page)).toBe('/url-shortener/');
  expect(new URL(page.url()).search).toBe('?q=tiny+url');
  await page.reload();
  await soon(() => firstLink(page)).toBe('/url-shortener/');
  expect(await page.locator(field).inputValue()).toBe('tiny url');
  expect(await page.locator('.browse').isVisible()).toBe(false);
  await page.locator(field).fill('');
  await soon(() => page.locator('.browse').isVisible()).toBe(true);
  expect(new URL(page.url()).search).toBe('');
  for (const odd of [
    '?q=%',
    '?q=%3Cimg%20src=x%20onerror=alert(1)%3E',
    '?q=a&kind=nonsense',
    `?q=${'x'.repeat(900)}`,
  ]) {
    await page.goto(`${site.url}search/${odd}`);
    await page.waitForFunction(() => document.querySelector('[role="status"]')?.textContent !== '');
  }
  await page.close();
});

test('the form sent before the engine is there goes on on the page of search', async () => {
  const page = await browser.newPage();
  await page.route('**/pagefind/**', (route) => setTimeout(() => route.continue(), 300));
  await page.goto(site.url);
  await page.keyboard.press('/');
  await page.keyboard.type('sharding');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/search/?q=sharding*');
  await soon(() => firstLink(page)).toBe('/sharding/');
  await page.close();
});

test('without script the page of search says so and leads to every chapter and the glossary', async () => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(`${site.url}s3/`);
  await page.locator('header [data-search]').click();
  await page.waitForURL('**/search/');
  expect(await page.locator('main').innerText()).toContain('needs script');
  expect(await page.locator('main a[href="/glossary/"]').count()).toBe(1);
  expect(await page.locator('.browse ul a').count()).toBe(38);
  await page.close();
});

test.each([
  ['cache/', '/caching/'],
  ['chapters/load_balancer.html', '/load-balancer/'],
  ['tinyurl', '/url-shortener/'],
  ['glossary/bloom-filtr/', '/glossary/#bloom-filter'],
])('the page for what is not found suggests, for /%s, %s', async (asked, expected) => {
  const page = await browser.newPage();
  await page.goto(site.url + asked);
  await soon(() => page.locator('.nearest a').first().getAttribute('href')).toBe(expected);
  await page.close();
});

test('search and its suggestions work in the build for a folder of a host', async () => {
  const base = await served('dist-base', '/system-design-notes/');
  const page = await browser.newPage();
  await page.goto(base.url);
  await page.keyboard.press('/');
  await page.keyboard.type('ttl');
  await soon(() => firstLink(page)).toBe('/system-design-notes/glossary/#time-to-live');
  await page.locator(field).fill('lb');
  await soon(() => firstLink(page)).toBe('/system-design-notes/load-balancer/');
  await page.locator(field).fill('zookeperos');
  await expect
    .poll(() => page.locator('.finds-aside a').first().getAttribute('href'))
    .toBe('/system-design-notes/glossary/#zookeeper');
  await page.goto(`${base.url}search/?q=cqrs`);
  await soon(() => firstLink(page)).toBe('/system-design-notes/cqrs/');
  await page.goto(`${base.url}cashing/`);
  await expect
    .poll(() => page.locator('.nearest a').first().getAttribute('href'))
    .toBe('/system-design-notes/caching/');
  await page.close();
  base.close();
});
