/** What every page loads: the theme, search, and the first sign of a reader, on which the rest is fetched. */
import { kept } from './store.ts';
import { theme } from './theme.ts';

const search = () => import('./search.ts');

function openSearch(): void {
  void search().then(({ open }) => open());
}

document.querySelector('[data-search]')?.addEventListener('click', openSearch);
document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]');
  const chord = event.ctrlKey || event.metaKey;
  if (!(event.key === '/' ? !typing && !chord && kept('keys') !== 'off' : event.key === 'k' && chord)) return;
  event.preventDefault();
  openSearch();
});

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
