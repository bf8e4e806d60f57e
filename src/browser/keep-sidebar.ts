/** Keeps for the next page which parts of the sidebar are open and where it is scrolled to; `restoreSidebar` reads it. */
export function keepSidebar(): void {
  const bar = document.querySelector<HTMLElement>('.sidebar');
  if (!bar) return;
  const keep = (link?: HTMLAnchorElement): void => {
    const open = [...bar.querySelectorAll('details')].flatMap((part, i) => (part.open ? [i] : []));
    const at = link && link.getBoundingClientRect().top - bar.getBoundingClientRect().top;
    try {
      sessionStorage.setItem('sidebar', JSON.stringify({ open, top: bar.scrollTop, link: link?.pathname, at }));
    } catch {
      // A full or forbidden store: the next page shows the sidebar from its top.
    }
  };
  let followed: HTMLAnchorElement | undefined;
  bar.addEventListener('click', ({ target }) => {
    followed = (target instanceof Element && target.closest('a')) || undefined;
    keep(followed);
  });
  addEventListener('pagehide', () => keep(followed));
  addEventListener('pageshow', () => {
    followed = undefined;
  });
}
