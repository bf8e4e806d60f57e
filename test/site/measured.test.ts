import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Measurement } from '../../src/table/table.ts';
import { launch } from './browser.ts';
import { type Served, served } from './served.ts';

const at = 'compare/cache-eviction-measured';

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

/** A page whose script is awake, as soon as its reader has moved. */
async function opened(path: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(site.url + path);
  await page.keyboard.press('Shift');
  await page.locator('.wide thead button').first().waitFor();
  return page;
}

const read = (file: string, build = 'dist'): string => readFileSync(`${build}/${file}`, 'utf8');

interface Cell {
  readonly value: string;
  readonly sources?: readonly string[];
  readonly measured?: Measurement;
}

const rows: readonly (readonly Cell[])[] = JSON.parse(read(`${at}.json`)).rows;

describe('the page of a measured table', () => {
  test('is listed with its question', () => {
    expect(read('compare/index.html')).toMatch(
      /<a href="\/compare\/cache-eviction-measured\/">[^<]*<\/a>\s*<\/dt>\s*<dd>Which policy hits most often, on which traffic\?/,
    );
  });

  test('has a source for each value, with settings, seeds and spread, and none for the name of a row', async () => {
    const page = await opened(`${at}/`);
    const marks = await page.locator('tbody tr').first().locator('th sup, td sup').allInnerTexts();
    expect(marks).toEqual(['1', '2', '3', '4']);
    const sources = await page.locator('#sources + ol > li').allInnerTexts();
    expect(sources).toHaveLength(28);
    expect(sources[1]).toMatch(
      /^Lab Cache eviction: FIFO hit ratio; Traffic: Zipf with scans; 30 seeds; mean [\d.]+% ± [\d.]+$/,
    );
    expect(sources[2]).toMatch(/; 30 seeds; 0% each time$/);
    await page.close();
  });

  test('sorts by what was measured, not by its letters, and sets its figures flush right', async () => {
    const page = await opened(`${at}/`);
    await page.getByRole('button', { name: 'Shifting popularity' }).click();
    const names = await page.locator('tbody th').allInnerTexts();
    const means = rows.map(([name, ...cells]) => [name?.value, cells[3]?.measured?.mean ?? 0] as const);
    expect(names.map((name) => name.trim())).toEqual(means.toSorted((a, b) => a[1] - b[1]).map(([name]) => name));
    expect(await page.locator('th.figure').count()).toBe(4);
    await page.close();
  });

  test('leads from a value to the lab in the state in which it was measured', async () => {
    const page = await opened(`${at}/`);
    const row = page.locator('tbody tr').filter({ hasText: 'MRU' });
    await row.locator('td:nth-child(4) > a').click();
    await page.waitForURL('**/caching/?cache-eviction.trace=loop#lab-cache-eviction');
    const lab = page.locator('#lab-cache-eviction');
    await lab.locator('fieldset:not([disabled])').first().waitFor();
    const loop = lab.getByRole('radio', { name: 'Loop over 75 keys' });
    await expect.poll(() => loop.isChecked()).toBe(true);
    expect(await lab.innerText()).toContain(rows[3]?.[3]?.value ?? 'a value');
    await page.close();
  });
});

describe('machines read of a measured table', () => {
  test('settings, seeds, mean and half width in JSON, and addresses that hold below a base path', () => {
    const [name, , cell] = rows[0] ?? [];
    expect(name).toEqual({ value: 'FIFO' });
    expect(Object.keys(cell ?? {})).toEqual(['value', 'measured']);
    expect(cell?.measured).toMatchObject({
      lab: 'cache-eviction',
      address: '/caching/?cache-eviction.trace=scan#lab-cache-eviction',
      unit: '%',
      settings: { Traffic: 'Zipf with scans' },
      seeds: 30,
      mean: expect.any(Number),
      halfWidth: expect.any(Number),
    });
    const below: { rows: typeof rows } = JSON.parse(read(`${at}.json`, 'dist-base'));
    expect(below.rows[0]?.[2]?.measured?.address).toBe(
      '/system-design-notes/caching/?cache-eviction.trace=scan#lab-cache-eviction',
    );
  });

  test('the same values in CSV and in Markdown, whose footnotes say how they were measured', () => {
    const csv = read(`${at}.csv`).trimEnd().split('\r\n').slice(1);
    expect(csv).toEqual(rows.map((row) => row.map(({ value }) => value).join(',')));
    const markdown = read(`${at}/index.md`);
    for (const { value } of rows.flatMap((row) => row.slice(1))) expect(markdown).toContain(`[${value}](`);
    expect(markdown).toMatch(/^\[\^28\]: Lab \[Cache eviction\]\(.*\): OPT hit ratio; .*; 30 seeds; mean /m);
    expect(markdown).toContain('mean of 30 seeds ± half the 95% interval');
  });
});

test('a chapter prints the values of the page of its table, and says how they were measured', () => {
  const chapter = read('caching/index.html');
  for (const { value } of rows.flatMap((row) => row.slice(1))) expect(chapter).toContain(`>${value}</a>`);
  expect(chapter).toContain('mean of 30 seeds ± half the 95% interval, everything else as the lab begins');
  expect(chapter).toContain('<a href="/compare/cache-eviction-measured/"');
});
