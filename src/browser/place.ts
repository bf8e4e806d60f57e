/** Distance of a card from its link and from the edges of the window, in pixels. */
const gap = 6;

/** Puts a card right below a link, or above it where there is more room; never over it, and never out of the window. */
export function place(card: HTMLElement, link: Element): void {
  const { style } = card;
  // Where room is kept for a scroll bar, the page is narrower than the window.
  const root = document.documentElement;
  const width = Math.min(root.clientWidth, root.getBoundingClientRect().right);
  style.left = style.top = '0';
  style.maxWidth = `min(22rem, ${width - 2 * gap}px)`;
  style.maxHeight = '';
  const { left, top, bottom } = link.getBoundingClientRect();
  const below = innerHeight - bottom - 2 * gap;
  const above = top - 2 * gap;
  const isBelow = card.offsetHeight <= below || below >= above;
  style.maxHeight = `${Math.max(isBelow ? below : above, 0)}px`;
  style.left = `${scrollX + Math.max(gap, Math.min(left, width - card.offsetWidth - gap))}px`;
  style.top = `${scrollY + (isBelow ? bottom + gap : top - gap - card.offsetHeight)}px`;
}
