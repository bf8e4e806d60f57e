import css from '../styles/keys-dialog.css?inline';
import { adopt } from './adopt.ts';
import { isShortcut } from './shortcut.ts';
import { keep, kept } from './store.ts';

/** The keys that pages answer to; several for one thing are alternatives. */
const keys = [
  ['/', 'Ctrl K', 'Search'],
  ['←', 'Previous chapter'],
  ['→', 'Next chapter'],
  ['?', 'This list'],
  ['Esc', 'Close what is open'],
] as const;

/** Shows the button that opens the list of keys. */
export function keysButton(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-keys]');
  if (!button) return;
  button.addEventListener('click', open);
  button.hidden = false;
}

/** Opens the list of keys where the key asks for it. */
export function askForKeys(event: KeyboardEvent): void {
  if (event.key !== '?' || !isShortcut(event) || kept('keys') === 'off') return;
  event.preventDefault();
  open();
}

let dialog: HTMLDialogElement | undefined;

function open(): void {
  dialog ??= make();
  dialog.showModal();
}

function make(): HTMLDialogElement {
  adopt(css);
  const made = Object.assign(document.createElement('dialog'), { className: 'keys' });
  made.setAttribute('aria-labelledby', 'keys-title');
  const rows = keys.map((row) => {
    const what = row.at(-1) ?? '';
    const names = row.slice(0, -1).map((key) => `<kbd>${key}</kbd>`);
    return `<div><dt>${names.join(' or ')}</dt><dd>${what}</dd></div>`;
  });
  made.innerHTML = `<h2 id="keys-title">Keys</h2><dl>${rows.join('')}</dl>
    <label><input type="checkbox"> Keys of a single sign, <kbd>/</kbd> and <kbd>?</kbd>, are on</label>
    <button type="button" autofocus>Close</button>`;
  made.querySelector('button')?.addEventListener('click', () => made.close());
  // A click beside the list, which can only be one on the dialog's own backdrop.
  made.addEventListener('click', ({ target }) => target === made && made.close());
  const box = made.querySelector('input');
  if (box) {
    box.checked = kept('keys') !== 'off';
    box.addEventListener('change', () => keep('keys', box.checked ? undefined : 'off'));
  }
  document.body.append(made);
  return made;
}
