import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { reader, store, toEnd, wake } from './reader.ts';

const visitor = reader();

const sidebarLink = (page: Page, id: string): Locator => page.locator(`.sidebar [data-chapter="${id}"]`);

describe('what was read', () => {
  test('a chapter read to its end is marked in the sidebar at once, and on the home page, which counts', async () => {
    const page = await visitor.read('caching/');
    await wake(page);
    expect(await page.locator('.read').count()).toBe(0);
    await toEnd(page);
    await page.waitForSelector('.sidebar [data-chapter="caching"] .read');
    expect(await sidebarLink(page, 'caching').getAttribute('aria-current')).toBe('page');
    await page.goto(visitor.url);
    expect(await page.locator('main .read').count()).toBe(1);
    expect(await page.getByRole('link', { name: 'Caching (read)' }).count()).toBe(1);
    expect(await page.locator('[data-read-count]').textContent()).toBe('1 of 38 chapters read');
  });

  test('a chapter that was only opened is not marked', async () => {
    const page = await visitor.read('caching/');
    await wake(page);
    await page.mouse.wheel(0, 300);
    await page.waitForTimeout(300);
    expect(await page.locator('.read').count()).toBe(0);
  });

  test.each(['', 'caching/'])(
    'on /%s the marks are there before the first script file, and nothing shifts',
    async (at) => {
      const page = await visitor.read(at, {}, async (fresh) => {
        await fresh.route('**/_astro/*.js', (route) => route.abort());
        await store(fresh, 'localStorage', 'read', JSON.stringify(['caching', 's3', 'gone']));
        await store(fresh, 'sessionStorage', 'sidebar', JSON.stringify({ open: [2, 3], top: 100 }));
        await fresh.addInitScript(() => {
          Object.assign(globalThis, { shift: 0 });
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries())
              (globalThis as unknown as { shift: number }).shift += (entry as unknown as { value: number }).value;
          }).observe({ type: 'layout-shift', buffered: true });
        });
      });
      expect(await page.locator('.read').count()).toBe(2);
      await page.waitForTimeout(200);
      expect(await page.evaluate(() => (globalThis as unknown as { shift: number }).shift)).toBe(0);
    },
  );

  test('it can be forgotten, on the page and for good', async () => {
    const page = await visitor.read('', {}, (fresh) => store(fresh, 'localStorage', 'read', '["caching"]'));
    await wake(page);
    await page.getByRole('button', { name: 'Forget' }).click();
    expect(await page.locator('.read').count()).toBe(0);
    expect(await page.locator('[data-read-count]').isVisible()).toBe(false);
    expect(await page.evaluate(() => localStorage.getItem('read'))).toBe(null);
  });

  test('another tab shows it as well', async () => {
    const page = await visitor.read('');
    await wake(page);
    const other = await page.context().newPage();
    await other.goto(visitor.url);
    await other.evaluate(() => localStorage.setItem('read', '["dns"]'));
    await page.waitForSelector('main [data-chapter="dns"] .read');
  });
});

describe('the sidebar', () => {
  const inSidebar = (page: Page, id: string): Promise<number> =>
    sidebarLink(page, id).evaluate((link) => {
      const bar = link.closest('.sidebar');
      return Math.round(link.getBoundingClientRect().top - (bar?.getBoundingClientRect().top ?? 0));
    });

  test('keeps its open parts and its place on the next page; the link that was followed does not move', async () => {
    const page = await visitor.read('caching/', { viewport: { width: 1280, height: 500 } });
    await wake(page);
    for (const part of ['Platform services', 'Network and cloud'])
      await page.locator('.sidebar summary', { hasText: part }).click();
    // At the very edge: it is in view, if only just.
    await sidebarLink(page, 'dns').evaluate((link) => link.scrollIntoView({ block: 'end' }));
    const before = await inSidebar(page, 'dns');
    // A click of the driver's own may scroll the link to another place first.
    await sidebarLink(page, 'dns').evaluate((link) => (link as HTMLElement).click());
    await page.waitForURL('**/dns/');
    expect(await page.locator('.sidebar details[open] summary').allTextContents()).toEqual([
      'Core building blocks',
      'Platform services',
      'Network and cloud',
    ]);
    await expect.poll(async () => Math.abs((await inSidebar(page, 'dns')) - before)).toBeLessThanOrEqual(1);
  });

  test('shows the present chapter, from wherever the reader came', async () => {
    const page = await visitor.read('websocket/', { viewport: { width: 1280, height: 400 } });
    await wake(page);
    await page.goto(`${visitor.url}regions/`);
    const top = await inSidebar(page, 'regions');
    expect(top).toBeGreaterThanOrEqual(0);
    expect(top).toBeLessThan(400);
  });
});

describe.each([
  [
    'reading throws',
    () =>
      Object.assign(Storage.prototype, {
        getItem: () => {
          throw new Error('no');
        },
        setItem: () => {
          throw new Error('no');
        },
      }),
  ],
  [
    'there is no store at all',
    () => {
      for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(globalThis, name, {
          get() {
            throw new DOMException('no', 'SecurityError');
          },
        });
    },
  ],
  [
    'values are nonsense',
    () => {
      for (const store of [localStorage, sessionStorage])
        for (const name of ['read', 'sidebar', 'theme', 'keys']) store.setItem(name, '{"a":[');
    },
  ],
  [
    'values are of other kinds',
    () => {
      for (const [i, name] of ['read', 'sidebar', 'theme', 'keys'].entries())
        for (const store of [localStorage, sessionStorage])
          store.setItem(name, ['{"length":3}', '[7,null]', '12', 'true'][i] ?? '');
    },
  ],
  [
    'values are of the right shape with the wrong contents',
    () => {
      localStorage.setItem('read', '[null,7,{},"\\"]","<b>"]');
      sessionStorage.setItem('sidebar', '{"open":["x",99,-1],"top":"Infinity","link":"/caching/","at":{}}');
    },
  ],
])('where %s', (_, breakStore) => {
  test.each(['', 'caching/'])('/%s works, and says nothing', async (at) => {
    const page = await visitor.read(at, {}, (fresh) => fresh.addInitScript(breakStore));
    await wake(page);
    await toEnd(page);
    await page.waitForTimeout(200);
    await page.keyboard.press('?');
    expect(await page.locator('dialog.keys').isVisible()).toBe(true);
    expect(visitor.complaints).toEqual([]);
  });
});

describe('the present section', () => {
  const present = (page: Page): Promise<readonly string[]> =>
    page.locator('.contents [aria-current="location"]').allTextContents();

  test('is marked in the contents while the reader scrolls, one at a time, down to the last and up again', async () => {
    const page = await visitor.read('caching/');
    await wake(page);
    for (const id of ['write-policies', 'numbers-to-know', 'in-a-minute', 'eviction-policies']) {
      await page.evaluate((to) => document.getElementById(to)?.scrollIntoView(), id);
      const title = (await page.locator(`#${id}`).textContent())?.trim();
      await expect.poll(() => present(page)).toEqual([title]);
    }
    await toEnd(page);
    await expect.poll(() => present(page)).toEqual(['Linked from']);
    await page.evaluate(() => scrollTo(0, 0));
    await expect.poll(() => present(page)).not.toEqual(['Linked from']);
  });
});

describe('without all of its script', () => {
  test('none: everything to read and follow is there, and no button', async () => {
    const page = await visitor.read('caching/', { javaScriptEnabled: false });
    expect(await page.locator('button:visible').count()).toBe(0);
    for (const part of [
      '.crumbs a',
      '.linked-from a',
      '.chapter-end a',
      '.turn a',
      '.sidebar a',
      '.contents a',
      'h2 a.self',
    ])
      expect(await page.locator(part).count(), part).toBeGreaterThan(0);
  });

  test.each(['awake', 'Page'])('%s does not come: the page works, and nothing breaks', async (name) => {
    const page = await visitor.read('caching/', {}, async (fresh) => {
      await fresh.route(`**/_astro/${name}*.js`, (route) => route.abort());
      await store(fresh, 'localStorage', 'read', '["dns"]');
    });
    await page.mouse.move(300, 300);
    await toEnd(page);
    await page.keyboard.press('?');
    await page.waitForTimeout(300);
    expect(visitor.complaints).toEqual([]);
    expect(await page.locator('.sidebar [data-chapter="dns"] .read').count()).toBe(1);
    expect(await page.locator('[data-keys]').isVisible()).toBe(false);
    await page.locator('.turn a[rel="next"]').click();
    await page.waitForURL('**/cdn/');
  });
});
