import { element } from './element.ts';

/** The places within the field of search, and the addresses that it needs. */
export interface Parts {
  readonly form: HTMLFormElement;
  readonly field: HTMLInputElement;
  /** Where the kinds are chosen. */
  readonly kinds: HTMLFieldSetElement;
  /** What a screen reader is told. */
  readonly status: HTMLElement;
  /** What scrolls: status, aside and results. */
  readonly place: HTMLElement;
  /** The last searches, or what there is instead of results. */
  readonly aside: HTMLElement;
  /** On the page of search: what to read when nothing is typed. */
  readonly browse: HTMLElement | null;
  /** Whether search has a page of its own here, and no dialog. */
  readonly isPage: boolean;
  /** Address of the index. */
  readonly folder: string;
  /** Address of the vocabulary. */
  readonly words: string;
  /** An address within the site, for the base path it was built for. */
  readonly href: (path: string) => string;
}

let parts: Parts | undefined;

/** The field of search of this page, or nothing where it has none. */
export function partsOf(): Parts | undefined {
  parts ??= find();
  return parts;
}

function find(): Parts | undefined {
  const finder = document.querySelector<HTMLElement>('[data-finder]');
  const form = finder?.querySelector('form');
  const field = finder?.querySelector('input');
  const kinds = finder?.querySelector('fieldset');
  const status = finder?.querySelector<HTMLElement>('[role="status"]');
  const place = status?.parentElement;
  const { folder, vocabulary } = finder?.dataset ?? {};
  if (!finder || !form || !field || !kinds || !status || !place || !folder || !vocabulary) return undefined;
  const aside = element('div', { className: 'finds-aside' });
  status.after(aside);
  return {
    form,
    field,
    kinds,
    status,
    place,
    aside,
    browse: finder.querySelector<HTMLElement>('[data-browse]'),
    isPage: finder.closest('dialog') === null,
    folder,
    words: vocabulary,
    href: (path) => folder.replace(/pagefind\/$/, path.slice(1)),
  };
}
