import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launch } from './browser.ts';
import { type Served, served } from './served.ts';

/** A reader of the built site, one for each test. */
export interface Reader {
  /** Address of the home page. */
  readonly url: string;
  /** Errors that the page met since it was opened, but those of files that a test held back. */
  readonly complaints: readonly string[];
  /** Opens a page for a reader who was never here; `prepare` is done before. */
  read(path: string, options?: BrowserContextOptions, prepare?: (page: Page) => Promise<unknown>): Promise<Page>;
}

/** Makes a reader for the tests of a file. */
export function reader(): Reader {
  let site: Served;
  let browser: Browser;
  let complaints: string[] = [];

  beforeAll(async () => {
    site = await served();
    browser = await launch();
  });

  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
  });

  afterAll(async () => {
    await browser?.close();
    site?.close();
  });

  return {
    get url() {
      return site.url;
    },
    get complaints() {
      return complaints.filter((text) => !text.includes('ERR_FAILED'));
    },
    async read(path, options, prepare) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
      const page = await context.newPage();
      complaints = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      await prepare?.(page);
      await page.goto(site.url + path, { waitUntil: 'networkidle' });
      return page;
    },
  };
}

/** Waits until the page has noticed its reader. */
export async function wake(page: Page): Promise<void> {
  await page.evaluate(() => dispatchEvent(new Event('scroll')));
  await page.mouse.move(3, 3);
  await page.waitForFunction(() => !document.querySelector<HTMLElement>('[data-keys]')?.hidden);
}

/** Keeps a value in the reader's browser before the first page, unless there is one. */
export async function store(page: Page, where: 'localStorage' | 'sessionStorage', name: string, value: string) {
  await page.addInitScript(
    ([kind, key, text]) => {
      if (globalThis[kind].getItem(key) === null) globalThis[kind].setItem(key, text);
    },
    [where, name, value] as const,
  );
}

/** Scrolls to the end of a page. */
export const toEnd = (page: Page): Promise<void> => page.evaluate(() => scrollTo(0, document.body.scrollHeight));

/** Path of the address that a page is at. */
export const pathOf = (page: Page): string => new URL(page.url()).pathname;
