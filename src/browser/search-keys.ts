import type { Instance } from './pagefind.ts';
import { remember } from './search-aside.ts';
import type { Parts } from './search-parts.ts';

/**
 * The keys of search: arrows go from the field to the results and back (among the results, and back to the field when
 * somebody types on, Pagefind does it), Enter opens the first result, and what is opened is kept as a last search.
 */
export function takeKeys({ form, field, place, aside, isPage }: Parts, results: HTMLElement, instance: Instance): void {
  const dialog = form.closest('dialog');
  const first = (): HTMLAnchorElement | null => results.querySelector('a');

  // Pagefind goes back to an input component by its own `focus`: ours is the form around the field.
  instance.registerInput(Object.assign(form, { focus: () => field.focus() }), { keyboardNavigation: true });
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    if (!instance.focusNextResults(field)) aside.querySelector<HTMLElement>('li a, li button, button')?.focus();
  });
  aside.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const stops = [field, ...aside.querySelectorAll<HTMLElement>('a, button')];
    const at = stops.findIndex((stop) => stop.matches(':focus'));
    stops[at + step]?.focus();
  });
  form.addEventListener('submit', (event) => {
    remember(field.value.trim());
    const link = first();
    // Before the first result is there the form is sent, and its page goes on with the search.
    if (!link) return;
    event.preventDefault();
    if (isPage) link.focus();
    else link.click();
  });
  place.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || !event.target.closest('a')) return;
    remember(field.value.trim());
    // The link may lead to a place on this page.
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) dialog?.close();
  });
  dialog?.addEventListener('click', ({ target }) => target === dialog && dialog.close());
}
