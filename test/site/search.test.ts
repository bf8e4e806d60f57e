import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch } from './browser.ts';
import { queries } from './search-queries.ts';
import { type Served, served } from './served.ts';

const { chapters } = JSON.parse(readFileSync('src/content/report.json', 'utf8')) as {
  chapters: { id: string; title: string }[];
};

/** What the first results lead to: pages in their order, and the first section or whole table or entry. */
interface Led {
  readonly pages: readonly string[];
  readonly answer: string;
}

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

/** Types a search into the open dialog and reads what it leads to. */
async function search(typed: string): Promise<Led> {
  const field = page.locator('[data-finder] input[type="search"]');
  await field.fill('');
  await page.waitForFunction(() => document.querySelectorAll('.find').length === 0);
  await field.fill(typed);
  await page.waitForSelector('.find, .finds-aside > *');
  await page.waitForTimeout(60);
  return page.evaluate(() => {
    const path = (link: HTMLAnchorElement): string => link.pathname + link.hash;
    const finds = [...document.querySelectorAll('.find')].map((find) => [...find.querySelectorAll('a')].map(path));
    const [first = []] = finds;
    return { pages: finds.map(([own = '']) => own), answer: first[1] ?? first[0] ?? '' };
  });
}

test('nothing of the search engine is loaded before search is opened', async () => {
  await page.mouse.move(10, 10);
  await page.waitForLoadState('networkidle');
  expect(requested.filter((path) => /pagefind|vocabulary|search/.test(path))).toEqual([]);
  await page.keyboard.press('/');
  await page.waitForSelector('dialog[open] input:focus');
  await page.waitForSelector('pagefind-results', { state: 'attached' });
  expect(requested.filter((path) => path.includes('pagefind')).length).toBeGreaterThan(0);
});

test.each(chapters)('search finds $title by its name, first', async ({ id, title }) => {
  expect((await search(title)).pages[0]).toBe(`/${id}/`);
});

describe('of the queries as readers type them', () => {
  const led = new Map<string, Led>();
  const rankOf = ({ typed, page: pages }: (typeof queries)[number]): number =>
    led.get(typed)?.pages.findIndex((path) => pages.includes(path)) ?? -1;
  const misses = (isMissed: (query: (typeof queries)[number]) => boolean): readonly string[] =>
    queries.filter(isMissed).map(({ typed }) => `${typed} -> ${led.get(typed)?.pages.slice(0, 3).join(' ')}`);

  beforeAll(async () => {
    for (const { typed } of queries) led.set(typed, await search(typed));
  });

  test('there are enough, questions among them', () => {
    expect(queries.length).toBeGreaterThanOrEqual(60);
    expect(queries.filter(({ answer }) => answer).length).toBeGreaterThanOrEqual(15);
  });

  test('every one has its page among the first three', () => {
    expect(misses((query) => rankOf(query) < 0 || rankOf(query) > 2)).toEqual([]);
  });

  test('nine in ten have it first', () => {
    expect(misses((query) => rankOf(query) !== 0).length).toBeLessThanOrEqual(queries.length / 10);
  });

  test('four in five questions lead to the section or the table that answers them, first', () => {
    const questions = queries.filter(({ answer }) => answer);
    const missed = questions.filter(({ typed, answer }) => !answer?.includes(led.get(typed)?.answer ?? ''));
    expect(
      missed.length,
      missed.map(({ typed }) => `${typed} -> ${led.get(typed)?.answer}`).join('\n'),
    ).toBeLessThanOrEqual(questions.length / 5);
  });
});
