import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AnyLab, initialSettings } from '../../src/lab/lab.ts';
import { launch } from './browser.ts';
import { exhibited } from './exhibited.ts';
import { pagesOf, type Served, served } from './served.ts';

const labs = await exhibited();

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

describe('what a lab costs', () => {
  const packed = (text: string): number => brotliCompressSync(text).length;

  /** Names and bytes of the scripts that a page loads by itself; what is written into it counts with its HTML. */
  async function scriptsOf(address: string, scrollTo?: string): Promise<ReadonlyMap<string, number>> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const scripts = new Map<string, number>();
    const bodies: Promise<void>[] = [];
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script')
        bodies.push(response.text().then((text) => void scripts.set(new URL(response.url()).pathname, packed(text))));
    });
    await page.goto(`${site.url}${address}`, { waitUntil: 'networkidle' });
    if (scrollTo !== undefined) {
      // By script, so that no wheel and no key wakes what serves a reader who acts.
      await page.locator(scrollTo).evaluate((element) => element.scrollIntoView());
      await page.locator(`${scrollTo} .lab-controls:enabled`).waitFor();
    }
    await Promise.all(bodies);
    await page.close();
    return scripts;
  }

  test.each(labs)(
    '$lab.id: at most 20 KB of script with it in view, of which its own part is at most 6 KB',
    async ({ lab, page }) => {
      const all = await scriptsOf(`${page}#lab-${lab.id}`, `#lab-${lab.id}`);
      const bytesOf = (isMeant: (name: string) => boolean): number =>
        [...all].filter(([name]) => isMeant(name)).reduce((bytes, [, size]) => bytes + size, 0);
      // What a reader wakes who moves, scrolls or types serves every page.
      const isAwake = (name: string): boolean => /\/(awake|element)\./.test(name);
      const isShared = (name: string): boolean => /\/(Page|Lab|lab-shell|preload-helper|rolldown-runtime)\./.test(name);
      const own = bytesOf((name) => !isAwake(name) && !isShared(name));
      const sum = bytesOf((name) => !isAwake(name));
      expect(own).toBeGreaterThan(500);
      expect(own).toBeLessThanOrEqual(6_000);
      expect(sum).toBeLessThanOrEqual(20_000);
    },
  );

  test('a page without a lab loads none of it', async () => {
    const loadedForLabs = new RegExp(
      `/(Lab|lab-shell|systems|rolldown-runtime|${labs.map(({ lab }) => lab.id).join('|')})\\.`,
    );
    const without =
      pagesOf().find((page) => /^[a-z0-9-]+\/$/.test(page) && labs.every((lab) => lab.page !== page)) ?? '';
    const html = readFileSync(join('dist', without, 'index.html'), 'utf8');
    expect(html).not.toContain('data-lab');
    const scripts = await scriptsOf(without);
    expect([...scripts.keys()].filter((name) => loadedForLabs.test(name))).toEqual([]);
  });
});

test('the default run of each lab has the same hash in the browser as in Node', async () => {
  const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
  const page = await browser.newPage();
  await page.goto(site.url);
  const files = readdirSync('dist/_astro').filter((name) => labs.some(({ lab }) => name.startsWith(`${lab.id}.`)));
  // As a text, since what compiles the tests would take the imports for its own.
  await page.evaluate(
    `Promise.all(${JSON.stringify(files)}.map((name) => import('/_astro/' + name))).then((all) => {
      globalThis.labs = all.flatMap((module) => Object.values(module)).flatMap((value) => value?.lab ?? []);
    })`,
  );
  const inBrowser = await page.evaluate(() => {
    const { labs: found } = globalThis as unknown as { labs: readonly AnyLab[] };
    return Promise.all(
      found.map(async (lab) => {
        const settings = Object.fromEntries(
          Object.entries(lab.controls).map(([key, { initial }]) => [key, initial] as const),
        );
        const bytes = new TextEncoder().encode(JSON.stringify(lab.run(settings, 1)));
        const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
        return [lab.id, [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')] as const;
      }),
    );
  });
  await page.close();
  const inNode = labs.map(({ lab }) => [lab.id, hashOf(JSON.stringify(lab.run(initialSettings(lab.controls), 1)))]);
  expect(inBrowser.toSorted()).toEqual(inNode.toSorted());
});
