import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { pathOf, reader } from './reader.ts';

const visitor = reader();

/** Goes from link to link with the Tab key until one that fits has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 250; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  throw new Error(`Expected Tab to come to ${selector} on ${page.url()}.`);
}

test('a reader without a pointer changes the theme, reads, looks a term up, sorts a table, searches and turns the page', async () => {
  const page = await visitor.read('');

  await tabTo(page, '[data-theme-button]');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Space');
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');

  await tabTo(page, 'main a[href$="/caching/"]');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/caching/');
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');

  // The first stop leads past the furniture; what has the focus is always to be seen.
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
  await page.keyboard.press('Enter');

  await tabTo(page, '.wide th button');
  await page.keyboard.press('Enter');
  expect(await page.locator('.wide th[aria-sort="ascending"]').count()).toBe(1);

  await tabTo(page, 'main a[href*="/glossary/#"]');
  await page.waitForSelector('#preview:not([hidden])');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/glossary/#*');

  await page.keyboard.press('/');
  await page.keyboard.type('load balancer');
  const first = page.locator('.find a').first();
  await expect.poll(() => first.getAttribute('href').catch(() => '')).toBe('/load-balancer/');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/load-balancer/**');

  await page.keyboard.press('ArrowRight');
  await page.waitForURL('**/cap-theorem/');
  expect(pathOf(page)).toBe('/cap-theorem/');
  expect(visitor.complaints).toEqual([]);
});
