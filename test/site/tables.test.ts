import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch } from './browser.ts';
import { type Served, served } from './served.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const classes = 'compare/s3-storage-classes/';

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
async function opened(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  await page.goto(site.url + path);
  await page.keyboard.press('Shift');
  await page.locator('.wide thead button').first().waitFor();
  return page;
}

const text = (page: Page, selector: string): Promise<string[]> =>
  page.locator(selector).evaluateAll((cells) =>
    cells.map((cell) => {
      const copy = cell.cloneNode(true) as Element;
      for (const mark of copy.querySelectorAll('sup, .pin')) mark.remove();
      return copy.textContent.trim();
    }),
  );

const rowNames = (page: Page): Promise<string[]> => text(page, 'tbody tr:not([hidden]) > :first-child');
const column = (page: Page, place: number): Promise<string[]> =>
  text(page, `tbody tr:not([hidden]) > :nth-child(${place})`);
const status = (page: Page): Promise<string> => page.locator('.table-tools output').innerText();
const search = (page: Page): string => new URL(page.url()).search;

describe('sorting', () => {
  test('by keyboard alone: once upwards, twice downwards, three times as printed', async () => {
    const page = await opened('compare/availability-budgets/');
    const printed = await column(page, 2);
    const heading = page.getByRole('columnheader', { name: 'Down per year' });
    await heading.getByRole('button').focus();
    await page.keyboard.press('Enter');
    expect(await heading.getAttribute('aria-sort')).toBe('ascending');
    expect(await column(page, 2)).toEqual(['5.26 min', '52.6 min', '4.38 h', '8.77 h', '43.83 h', '87.66 h']);
    await page.keyboard.press('Space');
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    expect(await column(page, 2)).toEqual(['87.66 h', '43.83 h', '8.77 h', '4.38 h', '52.6 min', '5.26 min']);
    expect(await status(page)).toBe('6 rows; by Down per year, descending');
    await page.keyboard.press('Enter');
    expect(await heading.getAttribute('aria-sort')).toBeNull();
    expect(await column(page, 2)).toEqual(printed);
    expect(await heading.getByRole('button').evaluate((button) => button === document.activeElement)).toBe(true);
    await page.close();
  });

  test('by pointer, in a chapter as well, where each table is sorted for itself', async () => {
    const page = await opened('caching/');
    const first = page.locator('.wide').first();
    await first.getByRole('button', { name: 'Policy' }).click();
    const names = await first.locator('tbody tr > :first-child').allInnerTexts();
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b)));
    expect(await page.locator('[aria-sort]').count()).toBe(1);
    expect(await page.locator('.pin, .table-tools').count()).toBe(0);
    await page.close();
  });

  test('cells without a value stand last both times', async () => {
    const page = await opened(classes);
    const heading = page.getByRole('button', { name: 'Minimum duration' });
    await heading.click();
    expect((await column(page, 6)).slice(0, 5)).toEqual(['30 days', '30 days', '90 days', '90 days', '180 days']);
    await heading.click();
    expect((await column(page, 6)).slice(0, 5)).toEqual(['180 days', '90 days', '90 days', '30 days', '30 days']);
    await page.close();
  });
});

describe('columns, rows and words', () => {
  test('a column is hidden and shown again from a list that Escape closes; the first is not in it', async () => {
    const page = await opened(classes);
    await page.getByText('Columns', { exact: true }).focus();
    await page.keyboard.press('Enter');
    expect(await page.getByRole('checkbox').count()).toBe(9);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await page.getByRole('columnheader', { name: 'API value' }).isVisible()).toBe(false);
    expect(await page.locator('tbody td:nth-child(2):visible').count()).toBe(0);
    expect(search(page)).toBe('?hide=api-value');
    await page.keyboard.press('Space');
    expect(await page.getByRole('columnheader', { name: 'API value' }).isVisible()).toBe(true);
    expect(search(page)).toBe('');
    await page.keyboard.press('Escape');
    expect(await page.locator('.table-tools details').getAttribute('open')).toBeNull();
    expect(
      await page
        .locator('summary')
        .filter({ hasText: 'Columns' })
        .evaluate((node) => node === document.activeElement),
    ).toBe(true);
    await page.close();
  });

  test('two pinned rows come first, keep the focus, and the cells in which they differ carry a sign', async () => {
    const page = await opened(classes);
    const pin = page.getByRole('button', { name: 'Pin S3 One Zone-IA' });
    await pin.focus();
    await page.keyboard.press('Enter');
    expect(await pin.getAttribute('aria-pressed')).toBe('true');
    expect(await pin.evaluate((button) => button === document.activeElement)).toBe(true);
    expect(await status(page)).toContain('pin another to compare');
    expect(await page.locator('.differs').count()).toBe(0);
    await page.getByRole('button', { name: 'Pin S3 Standard-IA' }).click();
    expect((await rowNames(page)).slice(0, 3)).toEqual(['S3 One Zone-IA', 'S3 Standard-IA', 'S3 Standard']);
    const [a, b] = await page
      .locator('tr.pinned')
      .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.classList.contains('differs'))));
    expect(a).toEqual(b);
    expect(a).toEqual([false, true, true, true, true, false, false, false, false, true]);
    expect(await status(page)).toContain('S3 One Zone-IA and S3 Standard-IA differ in 5 of 9 columns');
    const sign = await page
      .locator('.differs')
      .first()
      .evaluate((cell) => getComputedStyle(cell, '::before').content);
    expect(sign).toContain('≠');
    expect(search(page)).toBe('?pin=s3-one-zone-ia%2Cs3-standard-ia');
    await page.getByRole('button', { name: 'Pin S3 on Outposts' }).click();
    expect((await rowNames(page)).slice(0, 2)).toEqual(['S3 Standard-IA', 'S3 on Outposts']);
    await page.close();
  });

  test('the filter shows the rows that have every word, and says how many', async () => {
    const page = await opened(classes);
    const field = page.getByRole('searchbox', { name: 'Filter rows' });
    await field.focus();
    await page.keyboard.type('glacier restore');
    expect(await rowNames(page)).toEqual(['S3 Glacier Flexible Retrieval', 'S3 Glacier Deep Archive']);
    expect(await status(page)).toBe('2 of 10 rows');
    expect(await page.locator('.table-tools output').evaluate((node) => node.tagName)).toBe('OUTPUT');
    await field.fill('nothing has this');
    expect(await status(page)).toBe('0 of 10 rows');
    await page.getByRole('button', { name: 'Reset' }).click();
    expect(await status(page)).toBe('10 rows');
    expect(search(page)).toBe('');
    await page.close();
  });
});

describe('the address', () => {
  test('holds the table as it is seen: after a reload, in a copied link, and one step back', async () => {
    const page = await opened(classes);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Zones', exact: true }).click();
    await page.getByRole('button', { name: 'Pin S3 Standard', exact: true }).click();
    await page.getByRole('searchbox').pressSequentially('glac');
    const seen = await rowNames(page);
    expect(search(page)).toBe('?sort=zones&pin=s3-standard&filter=glac');
    await page.getByRole('button', { name: 'Copy link' }).click();
    await expect.poll(() => status(page)).toContain('Link copied');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());

    await page.reload();
    await page.locator('thead button').first().waitFor();
    expect(await rowNames(page)).toEqual(seen);
    expect(await page.getByRole('searchbox').inputValue()).toBe('glac');

    await page.goBack();
    expect(search(page)).toBe('?sort=zones&pin=s3-standard');
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
    expect(await rowNames(page)).toHaveLength(10);
    await page.goBack();
    expect(await page.locator('.pinned').count()).toBe(0);
    await page.goBack();
    expect(await page.locator('[aria-sort]').count()).toBe(0);
    await page.goto(site.url);
    await page.goBack();
    await page.goForward();
    await page.goBack();
    expect(new URL(page.url()).pathname).toBe(`/${classes}`);
    await page.close();
  });

  test('that is broken is read as far as it makes sense, and nothing fails', async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    for (const broken of [
      '?sort=nothing&hide=class&pin=,,&filter',
      '?sort=%E0%A4%A&pin=%00',
      '?sort=-&hide=__proto__',
    ]) {
      await page.goto(site.url + classes + broken);
      await page.locator('thead button').first().waitFor();
      expect(await rowNames(page)).toHaveLength(10);
      expect(await page.locator('[aria-sort], .pinned, th[hidden]').count()).toBe(0);
    }
    await page.goto(`${site.url}${classes}?pin=s3-standard,nobody&sort=-zones`);
    await page.locator('.pinned').waitFor();
    expect(await page.locator('.pinned').count()).toBe(1);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

describe('the look', () => {
  test('headings and the first column stay in view while the table scrolls in its region', async () => {
    const page = await opened(classes, { viewport: { width: 800, height: 500 } });
    const region = page.locator('.table-frame .wide');
    await region.scrollIntoViewIfNeeded();
    const boxes = async () => ({
      region: await region.boundingBox(),
      heading: await page.locator('thead th').nth(4).boundingBox(),
      corner: await page.locator('thead th').first().boundingBox(),
      name: await page.locator('tbody tr:nth-child(6) > :first-child').boundingBox(),
    });
    const before = await boxes();
    await region.evaluate((node) => node.scrollTo({ left: 300, top: 200, behavior: 'instant' }));
    const after = await boxes();
    expect(await region.evaluate((node) => [node.scrollLeft, node.scrollTop])).toEqual([300, 200]);
    expect(after.heading?.y).toBe(before.heading?.y);
    expect(after.heading?.x).toBe((before.heading?.x ?? 0) - 300);
    expect(after.corner).toEqual(before.corner);
    expect(after.name?.x).toBe(before.name?.x);
    expect(after.name?.y).toBe((before.name?.y ?? 0) - 200);
    await page.close();
  });

  test('nothing moves when the controls appear', async () => {
    for (const [path, width] of [
      [classes, 1280],
      [classes, 360],
      ['caching/', 1280],
      ['caching/', 360],
    ] as const) {
      const page = await browser.newPage({ viewport: { width, height: 900 } });
      await page.goto(site.url + path, { waitUntil: 'networkidle' });
      const places = () =>
        page.locator('.wide :is(th, td), .table-files, h2').evaluateAll((cells) =>
          cells.map((cell) => {
            const { x, y, width: wide, height } = cell.getBoundingClientRect();
            return [x, y, wide, height].map((value) => Math.round(value * 10) / 10).join(' ');
          }),
        );
      const before = await places();
      await page.keyboard.press('Shift');
      await page.locator('.wide thead button').first().waitFor();
      expect(await places(), `${path} at ${width}`).toEqual(before);
      await page.close();
    }
  });

  test.each([320, 360, 414])('at %i px only the region of the table scrolls sideways', async (width) => {
    for (const path of [classes, `${classes}?pin=s3-standard,s3-one-zone-ia`, 'compare/cache-write-policies/', 's3/']) {
      const page = await opened(path, { viewport: { width, height: 700 } });
      if (path === classes) await page.getByText('Columns', { exact: true }).click();
      const over = await page.evaluate(() => {
        scrollTo({ left: 1_000, behavior: 'instant' });
        return scrollX;
      });
      expect(over, path).toBe(0);
      const [first, region] = await page
        .locator('.wide')
        .first()
        .evaluate((node) => [node.querySelector('thead th')?.clientWidth ?? 0, node.clientWidth]);
      expect((first ?? 0) / (region ?? 1), path).toBeLessThan(0.5);
      await page.close();
    }
  });

  test('without script, and printed, there is the table and no control', async () => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(site.url + classes);
    expect(await page.locator('.table-tools, .pin, thead button').filter({ visible: true }).count()).toBe(0);
    expect(await page.locator('tbody tr:visible').count()).toBe(10);
    expect(await page.getByRole('link', { name: 'CSV' }).getAttribute('href')).toBe('/compare/s3-storage-classes.csv');
    await page.close();

    const paper = await opened(classes);
    await paper.emulateMedia({ media: 'print' });
    expect(await paper.locator('.table-tools, .pin').filter({ visible: true }).count()).toBe(0);
    expect(await paper.locator('.table-frame .wide').evaluate((node) => getComputedStyle(node).overflow)).toBe(
      'visible',
    );
    await paper.close();
  });

  test.each(['light', 'dark'] as const)(
    'axe finds nothing while the controls are in use, in the %s theme',
    async (colorScheme) => {
      const page = await opened(`${classes}?pin=s3-standard,s3-one-zone-ia&sort=zones&filter=s3&hide=remarks`, {
        colorScheme,
        bypassCSP: true,
      });
      await page.getByText('Columns', { exact: true }).click();
      await page.addScriptTag({ path: axe });
      const violations = await page.evaluate(async () => {
        const { axe: checker } = globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } };
        return (await checker.run({ resultTypes: ['violations'] })).violations.map(
          ({ id, nodes }) => `${id}: ${nodes[0]?.html}`,
        );
      });
      expect(violations).toEqual([]);
      await page.close();
    },
  );
});
