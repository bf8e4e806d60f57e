import { showRead } from './show-read.ts';
import { keep, kept } from './store.ts';

/** Keeps which chapters were read to their end, and lets the reader forget it on the home page. */
export function progress(): void {
  const chapter = document.querySelector<HTMLElement>('.sidebar [aria-current="page"]')?.dataset['chapter'];
  const end = document.querySelector('.receipt h2') ?? [...document.querySelectorAll('main h2')].at(-1);
  if (chapter !== undefined && end) whenSeen(end, () => markRead(chapter));
  const count = document.querySelector<HTMLElement>('[data-read-count]');
  if (count) offerToForget(count);
  // Another tab has read on, or the page comes back as it was left.
  addEventListener('storage', showRead);
  addEventListener('pageshow', ({ persisted }) => persisted && showRead());
}

/** Calls once when the heading behind a chapter's text comes into view, or was jumped over: its last section was seen. */
function whenSeen(end: Element, call: () => void): void {
  const look: IntersectionObserverCallback = (entries, observer) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    call();
  };
  new IntersectionObserver(look, { rootMargin: '9999999px 0px 0px' }).observe(end);
}

function markRead(chapter: string): void {
  const read = kept('read') ?? [];
  if (!read.includes(chapter)) keep('read', [...read, chapter]);
  showRead();
}

function offerToForget(count: HTMLElement): void {
  const button = Object.assign(document.createElement('button'), {
    type: 'button',
    className: 'quiet-button',
    textContent: 'Forget',
  });
  button.addEventListener('click', () => {
    keep('read', undefined);
    button.remove();
    showRead();
  });
  if (!count.hidden) count.after(' ', button);
}
