import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Nodes, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Browser, Page } from 'playwright-core';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { launch } from './browser.ts';
import { pagesOf, type Served, served } from './served.ts';

const home = 'https://system-design-notes.example/';
/** Pages of the site; a page of search has no text of its own. */
const pages = pagesOf().filter((page) => page !== 'search/');
const read = (file: string, folder = 'dist'): string => readFileSync(join(folder, file), 'utf8');

const gfm = unified().use(remarkParse).use(remarkGfm);
const frontMatter = /^---\n([\s\S]*?)\n---\n\n/;
const bodyOf = (page: string): string => read(`${page}index.md`).replace(frontMatter, '');
const treeOf = (page: string): Root => gfm.parse(bodyOf(page));

function all<T extends Nodes['type']>(tree: Root, type: T): Extract<Nodes, { type: T }>[] {
  const found: Extract<Nodes, { type: T }>[] = [];
  visit(tree, type, (node) => void found.push(node as Extract<Nodes, { type: T }>));
  return found;
}

/** Letters and digits alone: marks, numbers of sources and white space differ by intent. */
const plain = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');

/** Whether a site of the build has what an address of it names. */
function exists(address: string): boolean {
  const path = decodeURIComponent(new URL(address).pathname).slice(1);
  return existsSync(join('dist', path.endsWith('/') || path === '' ? `${path}index.html` : path));
}

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

describe('the Markdown twin', () => {
  test('stands beside every page, which says so', () => {
    const lacking = pages.filter(
      (page) =>
        !existsSync(join('dist', page, 'index.md')) ||
        !read(`${page}index.html`).includes(`<link rel="alternate" type="text/markdown" href="/${page}index.md"`),
    );
    expect(lacking).toEqual([]);
  });

  test('begins with its title, address and description', () => {
    for (const page of pages) {
      const data = parseYaml(frontMatter.exec(read(`${page}index.md`))?.[1] ?? '') as Record<string, unknown>;
      expect(data).toMatchObject({ title: expect.any(String), url: home + page, description: expect.any(String) });
      expect(textOf(treeOf(page).children[0])).toBe(data['title']);
    }
  });

  test('holds every heading and every row of every table of its page', async () => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    const lost: string[] = [];
    for (const path of pages) {
      await page.goto(site.url + path);
      const { headings, rows } = await contentOf(page);
      const tree = treeOf(path);
      const titles = new Set(all(tree, 'heading').map((node) => plain(textOf(node))));
      // References of footnotes have no text, as marks have none where they are left out.
      const kept = new Set(
        all(tree, 'tableRow').map((row) => row.children.map((cell) => plain(textOf(cell))).join('|')),
      );
      lost.push(...headings.filter((title) => !titles.has(plain(title))).map((title) => `${path} ${title}`));
      lost.push(
        ...rows.filter((row) => !kept.has(row.map(plain).join('|'))).map((row) => `${path} ${row.join(' | ')}`),
      );
    }
    await page.close();
    expect(lost).toEqual([]);
  }, 120_000);

  test('has footnotes that are all defined, and all referred to', () => {
    for (const page of pages) {
      const tree = treeOf(page);
      const defined = all(tree, 'footnoteDefinition').map(({ identifier }) => identifier);
      expect(new Set(defined)).toEqual(new Set(all(tree, 'footnoteReference').map(({ identifier }) => identifier)));
      expect(new Set(defined).size).toBe(defined.length);
    }
  });

  test('is plain Markdown: no expression, no module, no element but those without a mark of their own', () => {
    for (const page of pages) {
      const tree = treeOf(page);
      expect(all(tree, 'html').filter(({ value }) => !/^<\/?(sup|sub|kbd)>$/.test(value))).toEqual([]);
      const prose = all(tree, 'text').map(({ value }) => value);
      expect(prose.filter((text) => /\{\/\*|\*\/\}|&#?\w+;|^(import|export) .* from /.test(text))).toEqual([]);
    }
  });

  test('has whole addresses only, and those within the site exist', () => {
    for (const page of pages) {
      const tree = treeOf(page);
      const urls = [...all(tree, 'link'), ...all(tree, 'image'), ...all(tree, 'definition')].map(({ url }) => url);
      expect(urls.filter((url) => !/^(https?|mailto):/.test(url))).toEqual([]);
      expect(urls.filter((url) => url.startsWith(home) && !exists(url))).toEqual([]);
    }
  });

  test('names the base path where the site has one', () => {
    const twin = read('caching/index.md', 'dist-base');
    expect(twin).toContain(`url: ${home}system-design-notes/caching/`);
    expect(twin.replaceAll(`${home}system-design-notes/`, '')).not.toContain(home);
  });

  test('is served as Markdown', async () => {
    const { headers } = await fetch(`${site.url}caching/index.md`);
    expect(headers.get('content-type')).toBe('text/markdown; charset=utf-8');
  });

  test.each(['caching/', 'compare/cache-write-policies/'])(
    'is copied by the button of /%s, which says so',
    async (path) => {
      const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
      const page = await context.newPage();
      await page.goto(site.url + path);
      await page.mouse.move(5, 5);
      const button = page.getByRole('button', { name: 'Copy as Markdown' });
      await button.click();
      await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(read(`${path}index.md`));
      await context.close();
    },
  );

  test('is a plain link where there is no script', async () => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(`${site.url}caching/`);
    expect(await page.locator('.as-markdown button').isVisible()).toBe(false);
    await page.locator('.as-markdown a').waitFor({ state: 'visible' });
    expect(await page.locator('.as-markdown a').evaluate((link) => (link as HTMLAnchorElement).pathname)).toBe(
      '/caching/index.md',
    );
    await page.close();
  });
});

/** Headings that a reader sees, and the cells of table rows without the marks of their sources; what just happened in a lab is a view. */
const contentOf = (page: Page): Promise<{ headings: string[]; rows: string[][] }> =>
  page.evaluate(() => ({
    headings: [...document.querySelectorAll<HTMLElement>('main :is(h1, h2, h3, h4)')]
      .filter((heading) => heading.checkVisibility())
      .map((heading) => heading.textContent ?? ''),
    rows: [...document.querySelectorAll('main tr:not(.lab-events tr)')].map((row) =>
      [...row.querySelectorAll('th, td')].map((cell) => {
        const copy = cell.cloneNode(true) as Element;
        for (const mark of copy.querySelectorAll('sup')) mark.remove();
        return copy.textContent ?? '';
      }),
    ),
  }));

describe('the files for language models', () => {
  test('llms.txt has a title, a summary and lists of links, and each link leads to a file', () => {
    const tree = gfm.parse(read('llms.txt'));
    expect(tree.children.slice(0, 3).map(({ type }) => type)).toEqual(['heading', 'blockquote', 'paragraph']);
    expect(all(tree, 'heading').map(({ depth }) => depth)).toEqual([
      1,
      ...all(tree, 'heading')
        .slice(1)
        .map(() => 2),
    ]);
    for (const item of all(tree, 'listItem')) {
      const [first] = item.children;
      expect(first?.type === 'paragraph' && first.children[0]?.type).toBe('link');
    }
    const urls = all(tree, 'link').map(({ url }) => url);
    expect(urls.filter((url) => !exists(url))).toEqual([]);
    expect(pages.filter((page) => !urls.includes(`${home}${page}index.md`))).toEqual([]);
  });

  test('llms-full.txt has all chapters in reading order, with footnotes that are not mixed up', () => {
    const { chapters } = JSON.parse(read('content/report.json', 'src')) as { chapters: { title: string }[] };
    const tree = gfm.parse(read('llms-full.txt'));
    const titles = all(tree, 'heading')
      .filter(({ depth }) => depth === 1)
      .map((node) => textOf(node));
    expect(titles.slice(1)).toEqual(chapters.map(({ title }) => title));
    const defined = all(tree, 'footnoteDefinition').map(({ identifier }) => identifier);
    expect(new Set(defined).size).toBe(defined.length);
  });
});

describe('what a page tells those who link to it', () => {
  const head = (page: string) => {
    const html = read(page === '404' ? '404.html' : `${page}index.html`);
    const meta = (name: string): string | undefined =>
      new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)"`).exec(html)?.[1];
    return { html, meta };
  };

  test.each(['404', ...pages])('/%s has a title, an address and a picture of 1200 × 630 that is there', (page) => {
    const { meta } = head(page);
    expect(meta('og:title')).toBeTruthy();
    expect(meta('og:description')).toBeTruthy();
    expect(meta('twitter:card')).toBe('summary_large_image');
    const picture = meta('og:image') ?? '';
    expect(exists(picture)).toBe(true);
    if (page !== '404') expect(picture).toBe(`${home}${page}card.png`);
    const bytes = readFileSync(join('dist', new URL(picture).pathname));
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630]);
    expect(bytes.length).toBeLessThan(40_000);
  });

  test('data about each page parses, and every address in it exists', () => {
    for (const page of pages) {
      const [, text = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(head(page).html) ?? [];
      expect(text).not.toContain('<');
      const data: unknown = JSON.parse(text);
      const addresses: string[] = [];
      JSON.stringify(data, (_, value: unknown) => {
        if (typeof value === 'string' && value.startsWith(home) && !value.includes('{')) addresses.push(value);
        return value;
      });
      expect(addresses.filter((address) => !exists(address))).toEqual([]);
      expect(page === '' || addresses.includes(home + page)).toBe(true);
    }
  });

  test.each([
    ['', ['WebSite']],
    ['caching/', ['TechArticle', 'BreadcrumbList']],
    ['compare/cache-write-policies/', ['Dataset', 'BreadcrumbList']],
    ['glossary/', ['DefinedTermSet', 'BreadcrumbList']],
  ])('/%s is a %s', (page, types) => {
    const [, text = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(head(page).html) ?? [];
    const data = JSON.parse(text) as { '@graph': { '@type': string }[] };
    expect(data['@graph'].map((thing) => thing['@type'])).toEqual(types);
  });

  test('every term of the glossary is named with the place where it stands', () => {
    const [, text = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(head('glossary/').html) ?? [];
    const data = JSON.parse(text) as { '@graph': { hasDefinedTerm?: { '@id': string }[] }[] };
    const terms = data['@graph'][0]?.hasDefinedTerm ?? [];
    const ids = new Set([...head('glossary/').html.matchAll(/<dt id="([^"]*)"/g)].map(([, id]) => id));
    expect(terms.length).toBe(ids.size);
    expect(terms.filter((term) => !ids.has(new URL(term['@id']).hash.slice(1)))).toEqual([]);
  });
});

describe('on paper', () => {
  const papers = [
    'caching/',
    's3/',
    'kafka/',
    'load-balancer/',
    'glossary/',
    'corrections/',
    'compare/s3-storage-classes/',
  ];

  /** The width of text on A4 upright, and turned, in CSS pixels: 210 − 2 × 18 mm, 297 − 2 × 14 mm. */
  const widths = { upright: Math.floor((174 / 25.4) * 96), turned: Math.floor((269 / 25.4) * 96) };

  test.each(papers)('/%s has its text and nothing to press, and no column is cut', async (path) => {
    const page = await browser.newPage({ viewport: { width: widths.upright, height: 1000 }, javaScriptEnabled: false });
    await page.emulateMedia({ media: 'print' });
    await page.goto(site.url + path);
    const furniture = page.locator('header.top, nav, button, .as-markdown, body > footer, .search, summary');
    expect(
      await furniture.evaluateAll(
        (found) => found.filter((element) => (element as HTMLElement).checkVisibility()).length,
      ),
    ).toBe(0);
    expect(await page.locator('h1').isVisible()).toBe(true);
    expect(await beyond(page, 'main :not(.wide:has(th:nth-child(8)) *)')).toEqual([]);
    await page.setViewportSize({ width: widths.turned, height: 700 });
    expect(await beyond(page, 'main *')).toEqual([]);
    await page.close();
  });

  test('a table of eight columns and more is on a turned page, the rest upright, pages numbered', async () => {
    const page = await browser.newPage();
    await page.goto(`${site.url}s3/`);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    await page.close();
    const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) =>
      Number(width) > Number(height) ? 'turned' : 'upright',
    );
    expect(boxes.filter((box) => box === 'turned')).toHaveLength(1);
    expect(boxes.length).toBeGreaterThan(3);
  });

  test('links of a chapter have numbers, and the addresses stand behind it', async () => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(`${site.url}caching/`);
    expect(await page.locator('.addresses').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    const addresses = await page.locator('.addresses li').allTextContents();
    const numbered = await page
      .locator('main a[href^="http"]')
      .evaluateAll((links) =>
        links
          .filter((link) => link.checkVisibility() && link.closest('.receipt') === null)
          .map((link) => [link.getAttribute('href') ?? '', Number(link.getAttribute('data-address'))] as const),
      );
    expect(numbered.length).toBeGreaterThan(5);
    expect(numbered.filter(([address, number]) => addresses[number - 1] !== address)).toEqual([]);
    await page.close();
  });
});

/** What reaches beyond the right edge of the page, or hides a part of itself. */
const beyond = (page: Page, selector: string): Promise<string[]> =>
  page.evaluate(
    (wanted) =>
      [...document.querySelectorAll<HTMLElement>(wanted)]
        .filter((element) => element.checkVisibility())
        .filter((element) => {
          const hides =
            getComputedStyle(element).overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
          return hides || element.getBoundingClientRect().right > document.documentElement.clientWidth + 1;
        })
        .map((element) => `${element.tagName} ${element.textContent?.slice(0, 40)}`),
    selector,
  );
