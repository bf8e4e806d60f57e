/** What every page loads: the theme, the opening of search, and the first sign of a reader, on which the rest is fetched. */
import { kept } from './store.ts';
import { theme } from './theme.ts';

const dialog = document.querySelector<HTMLDialogElement>('[data-search-dialog]');
const field = document.querySelector<HTMLInputElement>('[data-finder] input');

/** Shows the field at once, so that no key is lost while the engine is fetched. */
function openSearch(event?: Event): void {
  event?.preventDefault();
  if (!dialog?.open) dialog?.showModal();
  field?.focus();
  if (dialog) field?.select();
  void import('./search.ts').then(({ search }) => search());
}

document.querySelector('[data-search]')?.addEventListener('click', (event) => {
  // A click that asks for another tab or window gets the page of its own.
  if (event instanceof MouseEvent && !event.ctrlKey && !event.metaKey && !event.shiftKey) openSearch(event);
});
document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]');
  const chord = event.ctrlKey || event.metaKey;
  // By itself the key would only empty the field.
  if (event.key === 'Escape' && dialog?.open) {
    event.preventDefault();
    dialog.close();
    // Where nothing had the focus before, the hidden field would keep it until the next frame.
    field?.blur();
  }
  if (event.key === '/' ? !typing && !chord && kept('keys') !== 'off' : event.key === 'k' && chord) openSearch(event);
});
// The page of search is search already open, with the search of its address.
if (field && !dialog) {
  field.value = new URLSearchParams(location.search).get('q') ?? '';
  openSearch();
}

theme();

/** Pointer, key, scroll or focus: whichever comes first. */
const signs = ['pointermove', 'pointerdown', 'keydown', 'scroll', 'focusin'] as const;

function wake(first?: Event): void {
  for (const sign of signs) removeEventListener(sign, wake, true);
  // A file that does not come leaves a page that reads as without script.
  import('./awake.ts').then(
    ({ answerFirst }) => answerFirst(first),
    () => {},
  );
}

for (const sign of signs) addEventListener(sign, wake, { capture: true, passive: true });

// An address that asks for something is a reader who waits for it.
if (location.search) wake();
