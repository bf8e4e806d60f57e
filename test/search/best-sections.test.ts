import { expect, test } from 'vitest';
import { bestSections } from '../../src/search/best-sections.ts';

const content = 'the cache is fast when a cache crashes look here cache crash';
const section = (id: string, ...locations: readonly number[]) => ({
  title: id,
  url: `/caching/#${id}`,
  excerpt: '',
  weighted_locations: locations.map((location) => ({ location, balanced_score: 1 })),
});
const order = (...sections: readonly ReturnType<typeof section>[]): readonly string[] =>
  bestSections(sections, content, 2).map(({ title }) => title);

test('a section with more of the words asked for comes before one with a word more often', () => {
  expect(order(section('often', 1, 6, 10), section('both', 6, 7))).toEqual(['both', 'often']);
});

test('forms of a word are one word', () => {
  expect(order(section('forms', 7, 11), section('two', 6, 7))).toEqual(['two', 'forms']);
});

test('a section that every chapter has comes after one that explains', () => {
  expect(order(section('terms', 6, 7), section('explains', 6, 7))).toEqual(['explains', 'terms']);
});

test('no more are given than are asked for, and none of none', () => {
  expect(order(section('a', 1), section('b', 1), section('c', 1))).toHaveLength(2);
  expect(order()).toEqual([]);
});
