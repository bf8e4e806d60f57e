import type { Ask } from '../search/ask.ts';
import { nearest } from '../search/nearest.ts';
import type { Vocabulary } from '../search/vocabulary.ts';
import { element } from './element.ts';
import type { Parts } from './search-parts.ts';
import { type Kind, kinds } from './search-result.ts';
import { keep, kept } from './store.ts';

/** How many of the last searches are kept. */
const keptCount = 6;

/** How many names are offered where nothing is found. */
const nearCount = 4;

/** Keeps a search as the latest. */
export function remember(typed: string): void {
  if (typed !== '')
    keep('searches', [typed, ...(kept('searches') ?? []).filter((other) => other !== typed)].slice(0, keptCount));
}

/** Offers the last searches, each a button that searches again, and a button that forgets them. */
export function showLast({ aside, field }: Parts): void {
  const last = kept('searches') ?? [];
  aside.replaceChildren();
  if (last.length === 0 || field.value.trim() !== '') return;
  const forget = element('button', { type: 'button', className: 'forget' }, 'Forget');
  forget.addEventListener('click', () => {
    keep('searches', undefined);
    aside.replaceChildren();
    field.focus();
  });
  const again = (typed: string): HTMLButtonElement => {
    const button = element('button', { type: 'button' }, typed);
    button.addEventListener('click', () => searchFor(field, typed));
    return button;
  };
  aside.append(
    element('p', {}, 'Last searches ', forget),
    element('ul', {}, ...last.slice(0, keptCount).map((typed) => element('li', {}, again(typed)))),
  );
}

/** What the search has found, in a sentence for all who read it and for those who hear it. */
export function said(
  { typed, attempts, taken, attempt }: Ask & { typed: string; attempt: number },
  found: number,
  kind?: Kind,
): string {
  if (typed === '') return '';
  if (found === 0)
    return kind
      ? `Nothing found for “${typed}” among the ${kinds[kind].many.toLowerCase()}.`
      : `Nothing found for “${typed}”.`;
  const results = `${found} ${found === 1 ? 'result' : 'results'}`;
  if (attempt > 0) return `${results} for “${attempts[attempt]}”: nothing has all of the words.`;
  const [first] = taken;
  return first
    ? `${results} for “${attempts[0]}”: no “${taken.map(({ typed: word }) => word).join('”, “')}” here.`
    : `${results}.`;
}

/** What else there is where nothing was found: the other kinds, the names that are near, the lists of everything. */
export function otherwise(
  { form, field, href }: Parts,
  { typed, all, vocabulary }: { readonly typed: string; readonly all: number; readonly vocabulary: Vocabulary },
): readonly Node[] {
  if (all > 0) {
    const show = element('button', { type: 'button' }, `Show ${all} of other kinds`);
    show.addEventListener('click', () => {
      const any = form.querySelector<HTMLInputElement>('input[type="radio"][value=""]');
      any?.click();
      field.focus();
    });
    return [element('p', {}, show)];
  }
  const near = nearest(typed, vocabulary.named, nearCount);
  const link = (path: string, text: string): HTMLAnchorElement => element('a', { href: href(path) }, text);
  return [
    ...(near.length > 0
      ? [
          element('p', {}, 'Did you mean'),
          element(
            'ul',
            {},
            ...near.map(({ kind, title, path }) =>
              element('li', {}, link(path, title), ' ', element('small', {}, kinds[kind].one)),
            ),
          ),
        ]
      : []),
    element(
      'p',
      {},
      'Or look through the ',
      link('/glossary/', 'glossary'),
      ', the ',
      link('/compare/', 'tables'),
      ' or the ',
      link('/', 'chapters'),
      '.',
    ),
  ];
}

function searchFor(field: HTMLInputElement, typed: string): void {
  field.value = typed;
  field.focus();
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
