import css from '../styles/current-section.css?inline';
import { adopt } from './adopt.ts';

/** How far down the window a heading has to come for its section to be the present one. */
const line = 0.4;

/** Marks in the lists of a page's sections the one that is being read. */
export function currentSection(): void {
  const links = document.querySelectorAll<HTMLAnchorElement>('.contents a[href^="#"], .sidebar a[href^="#"]');
  const sections = [...links].flatMap((link) => {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return heading ? [{ link, heading }] : [];
  });
  const last = sections.at(-1)?.heading;
  const end = document.querySelector('main')?.lastElementChild;
  if (!last || !end) return;
  adopt(css);
  const update = (): void => {
    const passed = sections.filter(({ heading }) => heading.getBoundingClientRect().top <= innerHeight * line);
    // Sections at the end of a page may be too short to ever come so far up.
    const current = end.getBoundingClientRect().bottom <= innerHeight ? last : passed.at(-1)?.heading;
    for (const { link, heading } of sections) mark(link, heading === current);
  };
  // All that is above the line counts as in view: a jump over several headings at once is noticed as well.
  const crossing = new IntersectionObserver(update, { rootMargin: `9999999px 0px ${-100 * (1 - line)}%` });
  for (const { heading } of sections) crossing.observe(heading);
  new IntersectionObserver(update, { threshold: [0, 1] }).observe(end);
}

function mark(link: HTMLAnchorElement, isCurrent: boolean): void {
  if (!isCurrent) link.removeAttribute('aria-current');
  else if (!link.hasAttribute('aria-current')) {
    link.setAttribute('aria-current', 'location');
    show(link);
  }
}

/** Scrolls the list, and nothing but the list, until the link is in view. */
function show(link: HTMLAnchorElement): void {
  const list = link.closest('nav');
  if (!list) return;
  const place = link.getBoundingClientRect().top - list.getBoundingClientRect().top;
  if (place < 0 || place > list.clientHeight - link.offsetHeight) list.scrollTop += place - list.clientHeight / 2;
}
