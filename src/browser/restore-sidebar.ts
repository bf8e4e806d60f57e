/**
 * Opens the parts of the sidebar that were open on the page before and scrolls it to where it was; the link that was
 * followed stays under the pointer, and the present chapter is always in view. It stands in the page itself, right
 * behind the sidebar, so that nothing jumps: it may use nothing from outside of it.
 */
export function restoreSidebar(): void {
  const bar = document.querySelector<HTMLElement>('.sidebar');
  if (!bar) return;
  let kept: { open?: unknown; top?: unknown; link?: unknown; at?: unknown } = {};
  try {
    kept = JSON.parse(sessionStorage.getItem('sidebar') ?? '') ?? {};
  } catch {
    // Nothing is kept, or nothing that can be read.
  }
  const { open, top, link, at } = kept;
  bar.querySelectorAll('details').forEach((part, i) => {
    if (Array.isArray(open) && open.includes(i)) part.open = true;
  });
  const scroll = (_: unknown, observer: { disconnect(): void }): void => {
    observer.disconnect();
    bar.scrollTop = Number(top) || 0;
    const current = bar.querySelector<HTMLAnchorElement>('[aria-current="page"]');
    if (!current) return;
    const place = (): number => current.getBoundingClientRect().top - bar.getBoundingClientRect().top;
    if (link === current.pathname) bar.scrollTop += place() - (Number(at) || 0);
    // A link at the edge is in view, give or take what rounding takes.
    if (place() < -1 || place() + current.offsetHeight > bar.clientHeight + 1)
      bar.scrollTop += place() - bar.clientHeight / 3;
  };
  // Sizes are told between layout and paint, so that nothing is seen to move; to ask for places at once would lay out
  // the whole page for it. On a first page nothing has to stay where it was: that can wait until after the paint.
  (top || link ? new ResizeObserver(scroll) : new IntersectionObserver(scroll)).observe(bar);
}
