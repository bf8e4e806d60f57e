import { isShortcut } from './shortcut.ts';

const relations: Readonly<Record<string, string>> = { ArrowLeft: 'prev', ArrowRight: 'next' };

/** Follows the link to the previous or the next chapter, where the key asks for it and the page has one. */
export function turnPage(event: KeyboardEvent): void {
  const relation = relations[event.key];
  // A magnified page is moved about with the arrows.
  if (!relation || event.shiftKey || event.repeat || !isShortcut(event) || (visualViewport?.scale ?? 1) > 1) return;
  const link = document.querySelector<HTMLAnchorElement>(`.turn a[rel="${relation}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
}
