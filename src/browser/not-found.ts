/** On the page of what was not found: names what is nearest to the address that was asked for. */
import { nearest } from '../search/nearest.ts';
import type { Vocabulary } from '../search/vocabulary.ts';
import { element } from './element.ts';

/** How many pages are suggested. */
const count = 3;

/** The words of an address, from its last part on: what stands before a page's name is a folder. */
const asked = (path: string, root: string): readonly string[] =>
  path
    .slice(root.length)
    .split('/')
    .map((part) =>
      part
        .replace(/\.\w+$/, '')
        .replaceAll(/%..|[-_+]/g, ' ')
        .trim(),
    )
    .filter((part) => part !== '')
    .toReversed();

async function suggest(place: HTMLElement): Promise<void> {
  const { root = '/', vocabulary = '' } = place.dataset;
  const { named }: Vocabulary = await (await fetch(vocabulary)).json();
  const near = asked(location.pathname, root)
    .map((words) => nearest(words, named, count))
    .find(({ length }) => length > 0);
  if (!near) return;
  place.replaceChildren(
    element('p', {}, 'Did you mean'),
    element(
      'ul',
      {},
      ...near.map(({ title, path }) => element('li', {}, element('a', { href: root.replace(/\/$/, path) }, title))),
    ),
  );
}

const place = document.querySelector<HTMLElement>('[data-nearest]');
// Without the words the list of chapters below is still there.
if (place) suggest(place).catch(() => undefined);
