import { keep, kept } from './store.ts';

/** The three states of the theme button, in the order in which it goes through them. */
const states = ['system', 'light', 'dark'] as const;

/** Makes the theme button work: it goes from system to light to dark, and the choice is kept. */
export function theme(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-theme-button]');
  if (!button) return;
  let state: (typeof states)[number] = kept('theme') ?? 'system';
  const show = (): void => {
    const { dataset } = document.documentElement;
    if (state === 'system') delete dataset['theme'];
    else dataset['theme'] = state;
    button.dataset['state'] = state;
    button.setAttribute('aria-label', `Theme: ${state}`);
    button.title = `Theme: ${state}`;
  };
  button.addEventListener('click', () => {
    state = states[(states.indexOf(state) + 1) % states.length] ?? 'system';
    keep('theme', state === 'system' ? undefined : state);
    show();
  });
  button.hidden = false;
  show();
}
