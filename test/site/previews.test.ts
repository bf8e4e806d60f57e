import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { pathOf, reader, wake } from './reader.ts';
import { served } from './served.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const visitor = reader();

describe('previews', () => {
  const term = (page: Page): Locator =>
    page.locator('main p a[href$="/glossary/#bloom-filter"], main li a[href$="/glossary/#bloom-filter"]').first();
  const chapter = (page: Page): Locator =>
    page.locator('main p a[href$="/caching/"], main li a[href$="/caching/"]').first();
  const card = (page: Page): Locator => page.locator('#preview');
  const cross = async (page: Page): Promise<boolean> => {
    const [a, b] = await Promise.all([
      card(page).boundingBox(),
      page.locator('[aria-describedby="preview"]').boundingBox(),
    ]);
    if (!a || !b) throw new Error('Expected a card and its link.');
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
  };

  test('nothing is fetched before the first is asked for, and then once', async () => {
    const asked: string[] = [];
    const page = await visitor.read('caching/', {}, async (fresh) => {
      fresh.on('request', (request) => request.url().endsWith('.json') && asked.push(request.url()));
    });
    await wake(page);
    expect(asked).toEqual([]);
    await term(page).hover();
    await card(page).waitFor();
    await page.mouse.move(3, 3);
    await card(page).waitFor({ state: 'detached' });
    await term(page).hover();
    await card(page).waitFor();
    expect(asked.length).toBe(1);
  });

  test('a pointer that rests on a term brings its definition, and not before a moment has passed', async () => {
    const page = await visitor.read('caching/');
    await wake(page);
    const waited = term(page).evaluate(
      (link) =>
        new Promise<number>((resolve) => {
          link.addEventListener('pointerover', ({ timeStamp }) => {
            new MutationObserver(
              () => link.hasAttribute('aria-describedby') && resolve(performance.now() - timeStamp),
            ).observe(link, { attributes: true });
          });
        }),
    );
    await term(page).hover();
    expect(await waited).toBeGreaterThan(240);
    await card(page).waitFor();
    expect(await card(page).textContent()).toContain('A compact set of bits');
    expect(await card(page).getAttribute('role')).toBe('tooltip');
    expect(await term(page).getAttribute('aria-describedby')).toBe('preview');
    expect(await cross(page)).toBe(false);
  });

  test('it can be pointed at itself, and goes when the pointer goes, or with Escape', async () => {
    const page = await visitor.read('caching/');
    await wake(page);
    await term(page).hover();
    await card(page).waitFor();
    await card(page).hover();
    await page.waitForTimeout(600);
    expect(await card(page).isVisible()).toBe(true);
    await page.mouse.move(3, 3);
    await card(page).waitFor({ state: 'detached' });
    expect(await term(page).getAttribute('aria-describedby')).toBe(null);
    await term(page).hover();
    await card(page).waitFor();
    await page.keyboard.press('Escape');
    await card(page).waitFor({ state: 'detached' });
    await page.waitForTimeout(400);
    expect(await card(page).count()).toBe(0);
  });

  test('the keyboard brings it too, without losing the focus, and it goes with the focus', async () => {
    const page = await visitor.read('cdn/');
    await wake(page);
    await page.keyboard.press('Tab');
    await chapter(page).focus();
    await card(page).waitFor();
    expect(await chapter(page).evaluate((link) => link === document.activeElement)).toBe(true);
    expect(await card(page).textContent()).toContain('A cache keeps copies');
    expect(await card(page).textContent()).toMatch(/Core building blocks · \d+ min/);
    await page.mouse.move(600, 300);
    await page.waitForTimeout(400);
    expect(await card(page).isVisible()).toBe(true);
    await page.keyboard.press('Tab');
    await expect.poll(() => chapter(page).getAttribute('aria-describedby')).toBe(null);
  });

  test('a tap on a term shows its definition with a link to the entry, a second tap follows, a tap beside closes', async () => {
    const page = await visitor.read('caching/', {
      viewport: { width: 360, height: 700 },
      hasTouch: true,
      isMobile: true,
    });
    await wake(page);
    await term(page).tap();
    await card(page).waitFor();
    expect(pathOf(page)).toBe('/caching/');
    expect(await card(page).getAttribute('role')).toBe('status');
    await card(page).getByRole('link', { name: 'Open Bloom filter in the glossary' }).waitFor();
    expect(await cross(page)).toBe(false);
    await page
      .locator('h1')
      .first()
      .evaluate((title) =>
        title.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerType: 'touch' })),
      );
    await card(page).waitFor({ state: 'detached' });
    await term(page).tap();
    await card(page).waitFor();
    await term(page).tap();
    await page.waitForURL('**/glossary/#bloom-filter');
  });

  test('a tap on a link to a chapter follows it', async () => {
    const page = await visitor.read('cdn/', { viewport: { width: 360, height: 700 }, hasTouch: true, isMobile: true });
    await wake(page);
    await chapter(page).tap();
    await page.waitForURL('**/caching/');
  });

  test.each([
    [320, 480],
    [1280, 300],
  ])('it stays within a window of %i by %i, and off its link, wherever that stands', async (width, height) => {
    const page = await visitor.read('caching/', { viewport: { width, height } });
    await wake(page);
    for (const block of ['start', 'center', 'end'] as const) {
      await term(page).evaluate((link, to) => link.scrollIntoView({ block: to }), block);
      await page.mouse.move(3, 3);
      await term(page).hover();
      await card(page).waitFor();
      const box = await card(page).boundingBox();
      if (!box) throw new Error('Expected a card.');
      expect(box.x).toBeGreaterThanOrEqual(0);
      const right = await page.evaluate(() => document.documentElement.getBoundingClientRect().right);
      expect(box.x + box.width).toBeLessThanOrEqual(right);
      expect(await cross(page)).toBe(false);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.keyboard.press('Escape');
      await card(page).waitFor({ state: 'detached' });
    }
  });

  test('where they cannot be fetched, links are links, by pointer and by tap', async () => {
    const blocked = (fresh: Page) => fresh.route('**/previews.json', (route) => route.abort());
    const page = await visitor.read(
      'caching/',
      { viewport: { width: 360, height: 700 }, hasTouch: true, isMobile: true },
      blocked,
    );
    await wake(page);
    await term(page).tap();
    await page.waitForURL('**/glossary/#bloom-filter');
    expect(visitor.complaints).toEqual([]);
  });

  test('a browser without popovers shows them as well', async () => {
    const page = await visitor.read('caching/', {}, (fresh) =>
      fresh.addInitScript(() => {
        Reflect.deleteProperty(HTMLElement.prototype, 'popover');
        Reflect.deleteProperty(HTMLElement.prototype, 'showPopover');
      }),
    );
    await wake(page);
    await term(page).hover();
    await card(page).waitFor();
    expect(await cross(page)).toBe(false);
  });

  test('a site below a folder finds them', async () => {
    const below = await served('dist-base', '/system-design-notes/');
    try {
      const page = await visitor.read('');
      await page.goto(`${below.url}caching/`);
      await wake(page);
      await term(page).hover();
      await card(page).waitFor();
      expect(await card(page).textContent()).toContain('A compact set of bits');
    } finally {
      below.close();
    }
  });

  test.each(['light', 'dark'] as const)(
    'axe finds nothing with a card or the dialog open, in the %s theme',
    async (colorScheme) => {
      const page = await visitor.read('caching/', { colorScheme, bypassCSP: true });
      await wake(page);
      await page.addScriptTag({ path: axe });
      const violations = (): Promise<readonly string[]> =>
        page.evaluate(async () => {
          const { axe: checker } = globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } };
          return (await checker.run({ resultTypes: ['violations'] })).violations.map(
            ({ id, nodes }) => `${id}: ${nodes[0]?.html}`,
          );
        });
      await term(page).hover();
      await card(page).waitFor();
      await page.waitForTimeout(200);
      expect(await violations()).toEqual([]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
      expect(await violations()).toEqual([]);
    },
  );
});

describe('prefetch', () => {
  const fetched = (page: Page): Promise<readonly string[]> =>
    page
      .locator('link[rel="prefetch"]')
      .evaluateAll((links) => links.map((link) => new URL((link as HTMLLinkElement).href).pathname));

  test('a page that is pointed at or focused is fetched ahead, once, and allowed by the policy', async () => {
    const page = await visitor.read('caching/');
    await wake(page);
    const arrived = page.waitForResponse((response) => response.url().endsWith('/cdn/'));
    await page.locator('.turn a[rel="next"]').hover();
    expect((await arrived).ok()).toBe(true);
    await page.mouse.move(3, 3);
    await page.locator('.turn a[rel="next"]').focus();
    await page.locator('.turn a[rel="prev"]').focus();
    await page.locator('[data-report]').focus();
    expect(await fetched(page)).toEqual(['/cdn/', '/sharding/']);
    expect(visitor.complaints).toEqual([]);
  });

  test('a reader who saves data is spared', async () => {
    const page = await visitor.read('caching/', {}, (fresh) =>
      fresh.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } })),
    );
    await wake(page);
    await page.locator('.turn a[rel="next"]').hover();
    expect(await fetched(page)).toEqual([]);
  });
});
