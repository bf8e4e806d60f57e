import { LinkChecker } from 'linkinator';
import { afterEach, expect, test } from 'vitest';
import { pagesOf, type Served, served } from './served.ts';

let site: Served | undefined;

afterEach(() => site?.close());

test.each([
  ['dist', '/'],
  ['dist-base', '/system-design-notes/'],
])('no link and no anchor within the build %s at %s is broken', async (folder, base) => {
  site = await served(folder, base);
  const { origin } = new URL(site.url);
  const result = await new LinkChecker().check({
    path: site.url,
    recurse: true,
    checkFragments: true,
    concurrency: 20,
    linksToSkip: async (link) => !link.startsWith(origin),
  });
  expect(
    result.links.filter(({ state }) => state === 'BROKEN').map(({ url, parent }) => `${parent} -> ${url}`),
  ).toEqual([]);
  const reached = new Set(result.links.filter(({ state }) => state === 'OK').map(({ url }) => new URL(url).pathname));
  expect(pagesOf(folder).filter((page) => !reached.has(`${base}${page}`))).toEqual([]);
});
