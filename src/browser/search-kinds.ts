import { element } from './element.ts';
import type { Counts } from './pagefind.ts';
import type { Parts } from './search-parts.ts';
import { type Kind, kinds } from './search-result.ts';

/** The choice of what kind of results is shown. */
export interface KindChoice {
  /** The chosen kind; none is all. */
  chosen(): Kind | undefined;
  /** Shows how many results there are of each kind; without counts none are shown. */
  count(counts: Counts): void;
}

/** Makes the choice of a kind in the form, so that it is in its address too; on the page of search it takes the kind of the address. */
export function addKinds({ kinds: place, isPage }: Pick<Parts, 'kinds' | 'isPage'>): KindChoice {
  const wanted = isPage ? new URLSearchParams(location.search).get('kind') : null;
  const choices = (['', ...Object.keys(kinds)] as ('' | Kind)[]).map((kind) => {
    const radio = element('input', { type: 'radio', name: 'kind', value: kind, checked: kind === (wanted ?? '') });
    const number = element('small');
    place.append(element('label', {}, radio, kind === '' ? 'All' : kinds[kind].many, ' ', number));
    return { kind, radio, number };
  });
  const [all] = choices;
  if (all && !choices.some(({ radio }) => radio.checked)) all.radio.checked = true;
  place.hidden = false;
  return {
    chosen: () => choices.find(({ kind, radio }) => kind !== '' && radio.checked)?.kind || undefined,
    count(counts) {
      const found = choices.map(({ kind }) => (kind === '' ? 0 : (counts[kind]?.['yes'] ?? 0)));
      const sum = found.reduce((total, number) => total + number, 0);
      for (const [i, { kind, number }] of choices.entries())
        number.textContent = sum === 0 ? '' : String(kind === '' ? sum : (found[i] ?? 0));
    },
  };
}
