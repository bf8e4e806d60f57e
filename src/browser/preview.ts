import css from '../styles/preview.css?inline';
import { adopt } from './adopt.ts';
import { place } from './place.ts';
import { type Previews, type PreviewText, previewText } from './preview-text.ts';

/** How long a pointer rests on a link before its card comes, and how long it may be away before it goes: milliseconds. */
const rest = 250;
const grace = 250;

/** What brought a card up, which decides what sends it away. */
interface Wish {
  readonly link: HTMLAnchorElement;
  readonly cause: 'hover' | 'focus' | 'tap';
}

const base = import.meta.env.BASE_URL;
let previews: Promise<Previews> | undefined;
let shown: Wish | undefined;
/** The card that is on its way, so that a late answer for another one is dropped. */
let wanted: Wish | undefined;
let timer = 0;
let card: HTMLElement | undefined;

/**
 * Shows a card with a summary for links to chapters and terms in the text: of a chapter or a term when a pointer rests
 * on the link or the keyboard reaches it. A tap follows a link to a chapter, as a tap does; on a term, whose entry is
 * no more than a sentence or two, it shows the card in place, and the card links to the entry.
 */
export function preview(): void {
  let touches = false;
  document.addEventListener('pointerover', ({ target, pointerType }) => {
    if (pointerType !== 'touch') hover(target);
  });
  document.documentElement.addEventListener('pointerleave', () => hover(null));
  document.addEventListener('focusin', ({ target }) => {
    const link = candidate(target);
    if (link?.matches(':focus-visible')) void show({ link, cause: 'focus' });
  });
  document.addEventListener('focusout', () => {
    if (shown?.cause === 'focus' || !shown) hide();
  });
  document.addEventListener('pointerdown', ({ target, pointerType }) => {
    touches = pointerType === 'touch';
    if (target instanceof Node && !card?.contains(target) && !shown?.link.contains(target)) hide();
  });
  document.addEventListener('click', (event) => {
    // The keyboard clicks as well, with no detail.
    const link = touches && event.detail > 0 ? candidate(event.target) : undefined;
    if (!link?.hash || !link.pathname.endsWith('/glossary/') || link === shown?.link) return;
    event.preventDefault();
    void show({ link, cause: 'tap' }).then((hasCard) => hasCard || location.assign(link.href));
  });
  document.addEventListener('keydown', ({ key }) => key === 'Escape' && hide());
  addEventListener('pagehide', hide);
  // The pointer may rest on a link since before this was there.
  hover(document.querySelector('main a:hover'));
}

/** The link that an event is about, where it may have a card: in the text, to another page, and not in a list of links. */
function candidate(target: EventTarget | null): HTMLAnchorElement | undefined {
  const link =
    target instanceof Element && target.closest<HTMLAnchorElement>('main a[href]:not([data-chapter], nav a)');
  if (!link || card?.contains(link) || link.origin !== location.origin || link.pathname === location.pathname)
    return undefined;
  return link.pathname.startsWith(base) && /^[^/]+\/$/.test(link.pathname.slice(base.length)) ? link : undefined;
}

function hover(target: EventTarget | null): void {
  const link = candidate(target);
  clearTimeout(timer);
  if (link) {
    if (link === shown?.link) return;
    void load().catch(() => {});
    timer = window.setTimeout(() => void show({ link, cause: 'hover' }), rest);
  } else if (!(target instanceof Node && card?.contains(target))) {
    // Where the keyboard scrolls the page, the pointer comes to lie over something else: that is no reason to go.
    if (wanted?.cause === 'hover') wanted = undefined;
    if (shown?.cause === 'hover') timer = window.setTimeout(hide, grace);
  }
}

/** Shows the card of a link; gives whether it has one. */
async function show(wish: Wish): Promise<boolean> {
  const { link, cause } = wish;
  wanted = wish;
  const text = await load().then(
    (found) => previewText(new URL(link.href), base, found),
    () => undefined,
  );
  if (!text || wanted !== wish) return text !== undefined;
  hide();
  card ??= makeCard();
  const isTap = cause === 'tap';
  // What a tap brings is said when it changes, and its link comes next to the tapped one; else it describes the link.
  card.role = isTap ? 'status' : 'tooltip';
  if (isTap && 'popover' in card) link.after(card);
  else document.querySelector('main')?.append(card);
  if (card.popover === 'manual') card.showPopover();
  link.setAttribute('aria-describedby', card.id);
  shown = wish;
  card.replaceChildren();
  // A change is only said of what was there before.
  if (isTap) await new Promise(requestAnimationFrame);
  if (shown !== wish) return true;
  card.replaceChildren(...contents(text, isTap ? link.href : undefined));
  place(card, link);
  return true;
}

function hide(): void {
  clearTimeout(timer);
  wanted = undefined;
  if (!shown || !card) return;
  shown.link.removeAttribute('aria-describedby');
  shown = undefined;
  card.remove();
}

function load(): Promise<Previews> {
  previews ??= fetch(`${base.replace(/\/$/, '')}/previews.json`).then((response) => response.json());
  // What did not come may come the next time.
  previews.catch(() => {
    previews = undefined;
  });
  return previews;
}

function makeCard(): HTMLElement {
  adopt(css);
  const made = Object.assign(document.createElement('div'), { id: 'preview', className: 'preview' });
  if ('popover' in made) made.popover = 'manual';
  return made;
}

function contents({ kind, title, text, about }: PreviewText, href: string | undefined): readonly HTMLElement[] {
  const element = (name: string, textContent: string): HTMLElement =>
    Object.assign(document.createElement(name), { textContent });
  return [
    element('strong', title),
    ...(text ? [element('p', text)] : []),
    ...(about ? [element('small', about)] : []),
    ...(href
      ? [Object.assign(element('a', kind === 'term' ? `Open ${title} in the glossary` : `Open ${title}`), { href })]
      : []),
  ];
}
