import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import report from '../../src/content/report.json';
import { launch } from './browser.ts';
import { type Served, served } from './served.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const total = report.messages.length;
const wrong = report.messages.filter((message) => 'verdict' in message && message.verdict === 'wrong').length;

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

async function opened(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  await page.goto(site.url + path);
  await page.keyboard.press('Shift');
  await page.locator('.ledger-tools:not([hidden])').waitFor();
  return page;
}

const status = (page: Page): Promise<string> => page.locator('.ledger-tools output').innerText();
const shown = (page: Page): Promise<number> => page.locator('.ledger [data-kind]:visible').count();

describe('the filter', () => {
  test('by keyboard: a verdict, then a chapter, then words; the count is announced and headings without entries go', async () => {
    const page = await opened('corrections/');
    expect(await status(page)).toBe(`${total} entries`);
    await page.getByRole('checkbox', { name: 'wrong' }).focus();
    await page.keyboard.press('Space');
    expect(await status(page)).toBe(`${wrong} of ${total} entries`);
    expect(await shown(page)).toBe(wrong);
    expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toHaveLength(1);
    await page.getByLabel('Chapter').focus();
    await page.keyboard.type('WebRTC');
    expect(new URL(page.url()).search).toBe('?verdict=wrong&chapter=webrtc');
    expect(await status(page)).toBe(`2 of ${total} entries`);
    await page.getByLabel('Text').focus();
    await page.keyboard.type('stun nat');
    expect(await status(page)).toBe(`1 of ${total} entries`);
    expect(await page.locator('.ledger-tools output').evaluate((node) => node.tagName)).toBe('OUTPUT');
    await page.getByRole('button', { name: 'Reset' }).click();
    expect(await status(page)).toBe(`${total} entries`);
    expect(new URL(page.url()).search).toBe('');
    await page.close();
  });

  test('is in the address: a reload, a step back and a link from elsewhere show the same', async () => {
    const page = await opened('corrections/?verdict=outdated,open');
    const both = await shown(page);
    expect(both).toBeGreaterThan(2);
    await page.getByRole('checkbox', { name: 'open' }).uncheck();
    expect(await shown(page)).toBe(2);
    await page.getByLabel('Text').pressSequentially('kraft');
    expect(new URL(page.url()).search).toBe('?verdict=outdated&text=kraft');
    await page.reload();
    await expect.poll(() => shown(page)).toBe(1);
    await page.goBack();
    await expect.poll(() => shown(page)).toBe(2);
    expect(await page.getByLabel('Text').inputValue()).toBe('');
    await page.goBack();
    await expect.poll(() => shown(page)).toBe(both);
    expect(await page.getByRole('checkbox', { name: 'open' }).isChecked()).toBe(true);
    await page.close();
  });

  test('ignores an address that is broken', async () => {
    const page = await opened('corrections/?verdict=%E0%A4%A,nothing&chapter="%5D&text=');
    expect(await status(page)).toBe(`${total} entries`);
    await page.close();
  });

  test('is not there without script, and moves nothing when it comes', async () => {
    const plain = await browser.newPage({ javaScriptEnabled: false });
    await plain.goto(`${site.url}corrections/`);
    expect(await plain.locator('.ledger-tools').isVisible()).toBe(false);
    expect(await shown(plain)).toBe(total);
    await plain.close();

    const page = await browser.newPage({ viewport: { width: 360, height: 800 } });
    await page.goto(`${site.url}corrections/`, { waitUntil: 'networkidle' });
    const before = await page.locator('h2').first().boundingBox();
    await page.keyboard.press('Shift');
    await page.locator('.ledger-tools:not([hidden])').waitFor();
    expect(await page.locator('h2').first().boundingBox()).toEqual(before);
    await page.close();
  });
});

describe('the ledger and the receipts', () => {
  test('each entry has an anchor of its own and leads to its line and its place in the chapter, and the line back', async () => {
    const page = await browser.newPage();
    await page.goto(`${site.url}corrections/`);
    const entries = await page.locator('.ledger [data-kind]').evaluateAll((items) =>
      items.map((item) => ({
        id: item.id,
        line: item.querySelector('a.number')?.getAttribute('href') ?? '',
        place: item.querySelector('.place a')?.getAttribute('href') ?? '',
      })),
    );
    expect(new Set(entries.map(({ id }) => id)).size).toBe(total);
    for (const { id, line, place } of entries.filter((entry) => entry.line !== '').filter((_, i) => i % 12 === 0)) {
      await page.goto(new URL(line, site.url).href);
      expect(await page.locator(`:target a[href="/corrections/#${id}"]`).count(), `${line} → ${id}`).toBe(1);
      if (place.includes('#')) expect(await page.locator(`[id="${place.split('#')[1]}"]`).count(), place).toBe(1);
    }
    await page.goto(new URL(entries.find(({ place }) => place.startsWith('/s3/#'))?.place ?? '', site.url).href);
    expect(await page.locator(':target').count()).toBe(1);
    await page.close();
  });

  test('every line of a chapter stands in its receipt, word for word, with what changed in it marked', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${site.url}caching/`);
    expect(await page.locator('.receipt .raw').allTextContents()).toEqual([
      '3)  ###Caching',
      '    - Cache Hit, Cache Miss',
      '    - Types - WriteThoughCache, WriteAroundCache, WriteBackCache',
      '    - Eviction Policy - FIFO, LIFO, LRU, MRU, LFU',
      '    - eg. : Redis, Memcached, Amazon Elastic Cache',
    ]);
    expect(await page.locator('#line-30 del').allTextContents()).toEqual(['eg.', 'Elastic Cache']);
    expect(await page.locator('#line-30 ins').allTextContents()).toEqual(['Examples', 'Valkey,', 'ElastiCache']);
    const names = await page
      .locator('#line-30 :is(del, ins)')
      .evaluateAll((marks) =>
        marks.map((mark) => [getComputedStyle(mark, '::before').content, getComputedStyle(mark).textDecorationLine]),
      );
    expect(names[0]).toEqual(['" removed: "', 'line-through']);
    expect(names.at(-1)).toEqual(['" added: "', 'underline']);
    await page.close();
  });

  test('the raw line stands beside what became of it, on a phone above it, and nothing scrolls sideways', async () => {
    for (const [width, beside] of [
      [1280, true],
      [320, false],
    ] as const) {
      const page = await browser.newPage({ viewport: { width, height: 900 } });
      for (const path of ['s3/', 'corrections/']) {
        await page.goto(site.url + path);
        const raw = await page.locator('.lines .raw').first().boundingBox();
        const became = await page.locator('.lines .change').first().boundingBox();
        expect((became?.x ?? 0) > (raw?.x ?? 0) + (raw?.width ?? 0), `${path} at ${width}`).toBe(beside);
        const over = await page.evaluate(() => {
          scrollTo({ left: 1_000, behavior: 'instant' });
          return scrollX;
        });
        expect(over, `${path} at ${width}`).toBe(0);
      }
      await page.close();
    }
  });

  test.each(['light', 'dark'] as const)(
    'axe finds nothing while the filter is in use, in the %s theme',
    async (colorScheme) => {
      const page = await opened('corrections/?verdict=wrong,open&text=a#correction-30-1', {
        colorScheme,
        bypassCSP: true,
      });
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
