import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { reader, wake } from './reader.ts';

const visitor = reader();

describe('links', () => {
  test('a chapter ends with the sentences that link to it, each with its chapter and section', async () => {
    const page = await visitor.read('caching/', { javaScriptEnabled: false });
    const first = page.locator('.linked-from li').first();
    const link = first.locator('a');
    const sentence = ((await first.locator('p').textContent()) ?? '').trim();
    const linked = await first.locator('b').textContent();
    expect(sentence).toContain(linked);
    await link.click();
    const section = page.locator(new URL(page.url()).hash);
    expect(await section.evaluate((heading) => /^H\d$/.test(heading.tagName))).toBe(true);
    expect((await page.locator('main').textContent())?.replaceAll(/\s+/g, ' ')).toContain(
      sentence.replaceAll(/^… | …$/g, ''),
    );
  });

  test('an entry of the glossary says which chapters use it', async () => {
    const page = await visitor.read('glossary/', { javaScriptEnabled: false });
    const entry = page.locator('dt#hot-key + dd');
    expect(await entry.textContent()).toContain('used in');
    expect(await entry.locator('a').count()).toBeGreaterThan(1);
  });

  test('a heading links to itself, under its own name, with nothing in its text', async () => {
    const page = await visitor.read('caching/');
    const heading = page.getByRole('heading', { name: 'Write policies', exact: true });
    await heading.getByRole('link', { name: 'Write policies', exact: true }).click();
    expect(new URL(page.url()).hash).toBe('#write-policies');
    const texts = await page.locator('main h2, main h3').allTextContents();
    expect(texts.filter((text) => text.includes('#'))).toEqual([]);
  });

  test.each([
    ['caching/', ['Home', 'Core building blocks', 'Caching']],
    ['compare/', ['Home', 'Compare']],
    ['compare/cache-write-policies/', ['Home', 'Compare', 'Cache write policies']],
    ['glossary/', ['Home', 'Glossary']],
    ['corrections/', ['Home', 'Corrections']],
  ])('/%s says where it is', async (at, names) => {
    const page = await visitor.read(at, { javaScriptEnabled: false });
    const crumbs = page.getByRole('navigation', { name: 'Breadcrumbs' });
    expect((await crumbs.getByRole('listitem').allTextContents()).map((text) => text.trim())).toEqual(names);
    expect((await crumbs.locator('[aria-current="page"]').textContent())?.trim()).toBe(names.at(-1));
    expect(await crumbs.getByRole('link').count()).toBe(names.length - 1);
  });

  test('the part in the breadcrumbs leads to its chapters on the home page', async () => {
    const page = await visitor.read('caching/', { javaScriptEnabled: false });
    await page
      .getByRole('navigation', { name: 'Breadcrumbs' })
      .getByRole('link', { name: 'Core building blocks' })
      .click();
    expect(await page.locator(new URL(page.url()).hash).textContent()).toContain('Core building blocks');
  });
});

describe('the end of a chapter', () => {
  const body = async (page: Page): Promise<string> =>
    new URL((await page.locator('[data-report]').getAttribute('href')) ?? '').searchParams.get('body') ?? '';

  test('leads to its file, to a report that is filled in, and has the day of its last change or none', async () => {
    const page = await visitor.read('caching/', { javaScriptEnabled: false });
    const edit = await page.getByRole('link', { name: 'Edit this chapter' }).getAttribute('href');
    expect(edit).toMatch(/^https:\/\/github\.com\/[^/]+\/[^/]+\/edit\/main\/notes\/chapters\/caching\.md$/);
    expect(await body(page)).toMatch(
      /^Page: https:.*\/caching\/\nSection: \nText: notes\/chapters\/caching\.md and notes\/system-design\.md, lines 26 to 30\n/,
    );
    const days = await page.locator('.chapter-end time').allTextContents();
    expect(days.filter((day) => !/^20\d\d-\d\d-\d\d$/.test(day))).toEqual([]);
  });

  test('the report says what the reader had selected, and where', async () => {
    const page = await visitor.read('caching/');
    await wake(page);
    await page
      .locator('#when-a-cache-fails + ul li')
      .first()
      .evaluate((item) => getSelection()?.selectAllChildren(item));
    await page.waitForTimeout(100);
    await page.locator('[data-report]').focus();
    expect(await body(page)).toContain('Section: When a cache fails\nWords: “Stampede: a popular entry');
    await page.evaluate(() => getSelection()?.removeAllRanges());
    await page
      .locator('h1')
      .first()
      .focus()
      .catch(() => {});
    await page.locator('[data-report]').focus();
    expect((await body(page)).match(/Words:/g)?.length).toBe(1);
  });

  test('the head says how long the chapter takes and since when its facts are checked', async () => {
    const page = await visitor.read('caching/', { javaScriptEnabled: false });
    const head = (await page.locator('main header').textContent()) ?? '';
    expect(head).toMatch(/\d+ min/);
    expect(head).toMatch(/20\d\d-\d\d-\d\d/);
  });
});
