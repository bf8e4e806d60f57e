import { expect, test } from 'vitest';
import { nearest } from '../../src/search/nearest.ts';
import type { Named } from '../../src/search/vocabulary.ts';

const named = (title: string, ...names: readonly string[]): Named => ({
  kind: 'term',
  title,
  path: `/${title}/`,
  names,
});
const all = [
  named('URL shortener', 'TinyURL'),
  named('ZooKeeper'),
  named('Bloom filter'),
  named('load balancer', 'LB'),
];
const titles = (text: string): readonly string[] => nearest(text, all, 2).map(({ title }) => title);

test.each([
  ['zookeperos', 'ZooKeeper'],
  ['tiny-url', 'URL shortener'],
  ['loadbalancer', 'load balancer'],
  ['balancers', 'load balancer'],
  ['bloom filtr', 'Bloom filter'],
])('%s is nearest to %s', (text, title) => {
  expect(titles(text)[0]).toBe(title);
});

test('nothing is near to nothing, or to what is like no name', () => {
  for (const text of ['', '???', 'qqqqqqqqqq']) expect(titles(text)).toEqual([]);
});
