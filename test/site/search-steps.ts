import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Selector of the field of search. */
export const field = '[data-finder] input[type="search"]';

/** Waits for a value that will come; the default second is short on a busy machine. */
export const soon = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 10_000 });

/** Address of the first result. */
export const firstLink = (page: Page): Promise<string | null> => page.locator('.find a').first().getAttribute('href');
