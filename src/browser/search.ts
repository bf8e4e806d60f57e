const button = document.querySelector<HTMLButtonElement>('[data-search]');
const folder = button?.dataset['search'] ?? '/pagefind/';

/** Pagefind's dialog and its settings, as far as they are used here. */
interface Modal extends HTMLElement {
  open(): void;
}
declare const PagefindComponents: { configureInstance(name: string, options: object): void };

/** A chapter named like the search comes first, before the tables about it. */
const ranking = { metaWeights: { title: 2, topic: 15 } };

let modal: Promise<Modal> | undefined;

async function load(): Promise<Modal> {
  const style = Object.assign(document.createElement('link'), {
    rel: 'stylesheet',
    href: `${folder}pagefind-component-ui.css`,
  });
  const script = Object.assign(document.createElement('script'), {
    type: 'module',
    src: `${folder}pagefind-component-ui.js`,
  });
  const dialog = document.createElement('pagefind-modal');
  document.head.append(style, script);
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = reject;
  });
  PagefindComponents.configureInstance('default', { bundlePath: folder, ranking });
  document.body.append(dialog);
  await customElements.whenDefined('pagefind-modal');
  return dialog as Modal;
}

/** Opens search; Pagefind's interface is fetched the first time. */
export async function open(): Promise<void> {
  modal ??= load();
  (await modal).open();
}
