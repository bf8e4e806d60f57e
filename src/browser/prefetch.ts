/** What browsers say about the connection; not all do. */
interface Connection {
  readonly connection?: { readonly saveData?: boolean; readonly effectiveType?: string };
}

/** Fetches the page of a link within the site once it is pointed at or focused, unless the reader saves data. */
export function prefetch(): void {
  const { connection } = navigator as Navigator & Connection;
  if (connection?.saveData || connection?.effectiveType?.includes('2g')) return;
  const fetched = new Set([location.pathname]);
  const look = ({ target }: Event): void => {
    const link = target instanceof Element && target.closest<HTMLAnchorElement>('a[href]');
    if (!link || link.origin !== location.origin || !link.pathname.endsWith('/') || fetched.has(link.pathname)) return;
    fetched.add(link.pathname);
    document.head.append(
      Object.assign(document.createElement('link'), { rel: 'prefetch', href: link.pathname + link.search }),
    );
  };
  for (const sign of ['pointerover', 'focusin']) document.addEventListener(sign, look, { passive: true });
}
