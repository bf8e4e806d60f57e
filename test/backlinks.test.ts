import { describe, expect, test } from 'vitest';
import { backlinks } from '../src/backlinks.ts';
import { parseMdx } from '../src/normalize/print.ts';

const linksOf = (chapters: Readonly<Record<string, string>>) =>
  backlinks(new Map(Object.entries(chapters).map(([id, text]) => [id, parseMdx(text)])));
const sentence = (text: string) => linksOf({ other: text }).get('/caching/')?.[0]?.sentence.join('|');

describe('the sentence that holds a link', () => {
  test.each([
    ['stands alone', 'Use a [cache](/caching/).', 'Use a |cache|.'],
    ['stands between others', 'One. Use a [cache](/caching/) here. Three.', 'Use a |cache| here.'],
    ['begins with the link', 'One! [Caches](/caching/) help. Three.', '|Caches| help.'],
    ['is of a list item, with its lead', '- **Read:** ask the [cache](/caching/) first', 'Read: ask the |cache| first'],
    ['is a cell', '| A | B |\n| - | - |\n| x | a [cache](/caching/) |', 'a |cache|'],
    ['has code and emphasis', 'A *big* `key` [*cache*](/caching/).', 'A big key |cache|.'],
    ['goes over lines', 'A cache\nis a [cache](/caching/)\nthere.', 'A cache is a |cache| there.'],
    ['has an abbreviation', 'Some, e.g. Redis, are a [cache](/caching/).', 'Some, e.g. Redis, are a |cache|.'],
    ['has a number with a point', 'It takes 1.5 ms from a [cache](/caching/).', 'It takes 1.5 ms from a |cache|.'],
    ['has marks of sources', 'Fast<sup>a</sup> as a [cache](/caching/).', 'Fast as a |cache|.'],
  ])('%s', (_, text, expected) => expect(sentence(text)).toBe(expected));

  test('is cut at words where it is long', () => {
    const long = Array.from({ length: 60 }, (_, i) => `word${i}`).join(' ');
    const cut = sentence(`${long} [cache](/caching/) ${long}`) ?? '';
    expect(cut.length).toBeLessThan(270);
    expect(cut).toMatch(/^… word\d+ (word\d+ )*\|cache\| (word\d+ )*word\d+ …$/);
  });
});

test('of each other chapter the first mention counts, in the order of the chapters; a section counts for its chapter', () => {
  const found = linksOf({
    a: 'To [b](/b/) and [b](/b/#part) again.\n\n## Two\n\nTo [a](/a/) itself.',
    b: '## One\n\n### Deeper\n\nTo [b](/b/), [c](/c/#x).',
    c: 'To [b](/b/#part).',
  });
  expect(found.get('/b/')?.map(({ from }) => from)).toEqual(['a', 'c']);
  expect(found.get('/c/')).toEqual([{ from: 'b', headings: 2, sentence: ['To b, ', 'c', '.'] }]);
  expect(found.has('/a/')).toBe(false);
});

test('terms go by their entry, and addresses elsewhere are left out', () => {
  const found = linksOf({
    a: '[k](/glossary/#hot-key), [g](/glossary/), [w](https://example.org/caching/), [n](//x/y/)',
  });
  expect([...found.keys()]).toEqual(['/glossary/#hot-key', '/glossary/']);
});
