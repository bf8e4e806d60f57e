/** What takes arrow keys or text itself: fields, regions that scroll, dialogs. */
const takers = 'input, textarea, select, [contenteditable], [tabindex], video, audio, dialog, [role="dialog"]';

/** Whether a key is the page's to act on: nothing else takes it, no modifier is held, nothing lies over the page. */
export function isShortcut(event: KeyboardEvent): boolean {
  const { target, defaultPrevented, isComposing, ctrlKey, metaKey, altKey } = event;
  return (
    !(defaultPrevented || isComposing || ctrlKey || metaKey || altKey) &&
    !(target instanceof Element && target.closest(takers)) &&
    !document.querySelector('dialog[open]')
  );
}
