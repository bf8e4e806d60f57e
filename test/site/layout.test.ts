import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch } from './browser.ts';
import { pagesOf, type Served, served } from './served.ts';

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

/** Keeps the size of every shift of the page, from its first moment on. */
const keepShifts = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });

const shiftsOf = (page: Page): Promise<readonly number[]> =>
  page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts);

describe.each([360, 1280])('at %i pixels', (width) => {
  test('nothing shifts on any page', async () => {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    await keepShifts(page);
    const shifting: string[] = [];
    for (const path of pagesOf()) {
      await page.goto(site.url + path);
      await page.evaluate(() => document.fonts.ready.then(() => new Promise(requestAnimationFrame)));
      const shifts = await shiftsOf(page);
      if (shifts.length > 0) shifting.push(`/${path}: ${shifts.join(', ')}`);
    }
    await page.close();
    expect(shifting).toEqual([]);
  }, 240_000);
});

describe.each([
  ['a screen of 320 pixels', { width: 320, height: 640 }],
  ['a screen of 1280 pixels at 200 % zoom', { width: 640, height: 450 }],
])('on %s', (_, viewport) => {
  test('nothing is cut and nothing scrolls sideways but tables and code', async () => {
    const page = await browser.newPage({ viewport });
    const wide: string[] = [];
    for (const path of pagesOf()) {
      await page.goto(site.url + path);
      const found = await page.evaluate(() => {
        const room = document.documentElement.clientWidth;
        const scrolls = (element: Element): boolean => element.closest('.wide, pre, .hidden-text, svg') !== null;
        const sticking = [...document.body.querySelectorAll('*')].filter(
          (element) =>
            !scrolls(element) &&
            element.getClientRects().length > 0 &&
            element.getBoundingClientRect().right > room + 1,
        );
        const cut = [...document.querySelectorAll('main *')].filter(
          (element) =>
            !scrolls(element) &&
            getComputedStyle(element).overflowX !== 'visible' &&
            element.scrollWidth > element.clientWidth + 1,
        );
        return [
          ...(document.documentElement.scrollWidth > room ? ['the page scrolls sideways'] : []),
          ...[...sticking, ...cut].slice(0, 3).map((element) => element.outerHTML.slice(0, 120)),
        ];
      });
      wide.push(...found.map((what) => `/${path}: ${what}`));
    }
    await page.close();
    expect(wide).toEqual([]);
  }, 240_000);
});
