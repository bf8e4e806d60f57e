import { ranking } from '../search/ranking.ts';
import { element } from './element.ts';
import type { Found } from './search-result.ts';

/** What a search found, pages by rank. */
export interface Results {
  readonly results: readonly unknown[];
  /** How many there are without the filter; absent where nothing was searched for. */
  readonly unfilteredResultCount?: number;
}

/** How many pages each value of each filter holds. */
export type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Pagefind's instance, which its elements share, as far as it is used here. */
export interface Instance {
  triggerLoad(): Promise<void>;
  triggerSearchWithFilters(term: string, filters: Readonly<Record<string, string>>): void;
  /** A second callback of one owner for one event takes the place of the first. */
  on(event: 'results', callback: (results: Results) => void, owner?: object): void;
  on(event: 'filters', callback: (filters: { readonly total: Counts | null }) => void, owner?: object): void;
  on(event: 'loading' | 'error', callback: () => void, owner?: object): void;
  registerInput(component: Element, capabilities: { readonly keyboardNavigation: boolean }): void;
  focusNextResults(from: Element): boolean;
  setTranslations(texts: Readonly<Record<string, string>>): void;
}

/** Pagefind's list of results, as far as it is used here. */
interface ResultsElement extends HTMLElement {
  resultTemplate: (found: Found) => Element;
}

declare const PagefindComponents: {
  configureInstance(name: string, options: object): Instance;
};

/** How many results are listed: who has not found it among these asks otherwise. */
const listLength = 40;

/** What Pagefind would say to a screen reader; the page says it itself, once for each search and not for each attempt. */
const unsaid = [
  'error_search',
  'loading',
  'many_results',
  'one_result',
  'searching',
  'total_many_results',
  'total_one_result',
  'total_zero_results',
  'zero_results',
] as const;

let instance: Instance | undefined;

/**
 * Fetches Pagefind's component UI and the index from its folder; rejects where they cannot be had, and may be called
 * again. A search sent before all is there can be lost behind one that was sent earlier (1.5.2), so all is awaited.
 */
export async function pagefind(folder: string): Promise<Instance> {
  instance ??= await configured(folder);
  const { promise: failed, reject } = Promise.withResolvers<never>();
  instance.on('error', () => reject(new Error('The index could not be fetched.')), failed);
  await Promise.race([instance.triggerLoad(), failed]);
  return instance;
}

async function configured(folder: string): Promise<Instance> {
  const script = element('script', { src: `${folder}pagefind-component-ui.js`, async: true });
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
  const made = PagefindComponents.configureInstance('default', { bundlePath: folder, ranking, excerptLength: 24 });
  made.setTranslations(Object.fromEntries(unsaid.map((name) => [name, ''])));
  return made;
}

/** Pagefind's list of results, which shows each as `show` makes it; to be made once the component UI is there. */
export function resultsList(show: (found: Found) => Element): HTMLElement {
  const list = document.createElement('pagefind-results') as ResultsElement;
  list.setAttribute('max-results', String(listLength));
  list.resultTemplate = show;
  return list;
}
