import { type Ask, asking } from '../search/ask.ts';
import type { Vocabulary } from '../search/vocabulary.ts';
import { type Instance, pagefind, type Results, resultsList } from './pagefind.ts';
import { otherwise, said, showLast } from './search-aside.ts';
import { takeKeys } from './search-keys.ts';
import { addKinds } from './search-kinds.ts';
import { type Parts, partsOf } from './search-parts.ts';
import { searchResult } from './search-result.ts';

let installed: Promise<boolean> | undefined;

/** Makes the field of search in this page work; does nothing where there is none, or where it works already. */
export async function search(): Promise<void> {
  const parts = partsOf();
  if (!parts) return;
  installed ??= install(parts);
  // What could not be fetched is asked for again when search is opened again.
  if (!(await installed)) installed = undefined;
}

/** Fetches the engine and the words of the site, then searches for what was typed meanwhile, and at every key. */
async function install(parts: Parts): Promise<boolean> {
  const { field, status, folder, words } = parts;
  showLast(parts);
  const wait = (): void => {
    status.textContent = field.value.trim() === '' ? '' : 'Fetching the index …';
  };
  wait();
  field.addEventListener('input', wait);
  try {
    const [instance, vocabulary] = await Promise.all([
      pagefind(folder),
      fetch(words).then((response): Promise<Vocabulary> => response.json()),
    ]);
    drive(parts, instance, vocabulary);
    return true;
  } catch {
    status.textContent = 'Search could not be fetched. Try again when you are connected.';
    return false;
  } finally {
    field.removeEventListener('input', wait);
  }
}

/** A search under way: what was typed, how it is asked for, and which attempt is out. */
interface Search extends Ask {
  readonly typed: string;
  readonly attempt: number;
}

function drive(parts: Parts, instance: Instance, vocabulary: Vocabulary): void {
  const { form, field, status, place, aside, browse, isPage } = parts;
  const ask = asking(vocabulary);
  const kinds = addKinds(parts);
  let current: Search = { typed: '', attempts: [], taken: [], attempt: 0 };

  function send(search: Search): void {
    current = search;
    const kind = kinds.chosen();
    instance.triggerSearchWithFilters(search.attempts[search.attempt] ?? '', kind ? { [kind]: 'yes' } : {});
  }

  function look(): void {
    const typed = field.value.trim();
    if (isPage) history.replaceState(history.state, '', addressOf(form));
    send({ ...ask(typed), typed, attempt: 0 });
  }

  function show({ results: found, unfilteredResultCount: all = 0 }: Results): void {
    const { typed, attempts, attempt } = current;
    if (all === 0 && attempt + 1 < attempts.length) {
      send({ ...current, attempt: attempt + 1 });
      return;
    }
    if (browse) browse.hidden = typed !== '';
    status.textContent = said(current, found.length, kinds.chosen());
    aside.replaceChildren();
    if (typed === '') showLast(parts);
    else if (found.length === 0) aside.append(...otherwise(parts, { typed, all, vocabulary }));
    if (found.length === 0) kinds.count({});
    place.scrollTo(0, 0);
  }

  const results = resultsList((found) => searchResult(found, current.attempts[current.attempt]?.split(' ') ?? []));
  place.append(results);
  // The list stays until the next one is there: without this it would be emptied at every key.
  instance.on('loading', () => undefined, results);
  instance.on('filters', ({ total }) => kinds.count(current.attempts.length === 0 ? {} : (total ?? {})));
  instance.on('results', (found) => {
    // The answer to an empty search is late where the next one is already out.
    if (found.unfilteredResultCount !== undefined || current.attempts.length === 0) show(found);
  });
  takeKeys(parts, results, instance);
  field.addEventListener('input', look);
  parts.kinds.addEventListener('change', look);
  look();
}

/** The address of the page of search for what is in its form. */
function addressOf(form: HTMLFormElement): string {
  const entries = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' ? [[name, value]] : [],
  );
  return `${location.pathname}${entries.length > 0 ? '?' : ''}${new URLSearchParams(entries)}`;
}
