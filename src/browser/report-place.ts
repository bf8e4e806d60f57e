/** How much of a selected text goes into a report. */
const limit = 300;

/** Adds to the report of an error which section it is about and which words, where the reader has selected some. */
export function reportPlace(): void {
  const link = document.querySelector<HTMLAnchorElement>('[data-report]');
  if (!link) return;
  let selected: { readonly words: string; readonly section: string } | undefined;
  document.addEventListener('selectionchange', () => {
    const selection = getSelection();
    const words = selection?.toString().replaceAll(/\s+/g, ' ').trim() ?? '';
    if (selection?.anchorNode && words !== '' && link.closest('article')?.contains(selection.anchorNode))
      selected = { words: words.slice(0, limit), section: sectionOf(selection.anchorNode) };
  });
  const plain = link.href;
  const fill = (): void => {
    if (!selected) return;
    const address = new URL(plain);
    const body = address.searchParams.get('body') ?? '';
    const { section, words } = selected;
    address.searchParams.set(
      'body',
      body.replace('Section: ', () => `Section: ${section}\nWords: “${words}”`),
    );
    link.href = address.href;
  };
  for (const sign of ['focus', 'pointerdown']) link.addEventListener(sign, fill);
}

/** Title of the section that a place of the page stands in. */
function sectionOf(place: Node): string {
  const headings = [...document.querySelectorAll('article h2, article h3')];
  const above = headings.findLast(
    (heading) => heading.contains(place) || heading.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  return above?.textContent?.trim() ?? '';
}
