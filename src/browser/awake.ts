/** What a page can do once a reader is there; each feature finds its own place in the page and stays away without it. */

import { copyMarkdown } from './copy-markdown.ts';
import { currentSection } from './current-section.ts';
import { keepSidebar } from './keep-sidebar.ts';
import { askForKeys, keysButton } from './keys-dialog.ts';
import { ledger } from './ledger.ts';
import { prefetch } from './prefetch.ts';
import { preview } from './preview.ts';
import { progress } from './progress.ts';
import { reportPlace } from './report-place.ts';
import { tables } from './tables.ts';
import { turnPage } from './turn-page.ts';

copyMarkdown();
ledger();
tables();
keepSidebar();
progress();
currentSection();
preview();
prefetch();
reportPlace();
keysButton();
for (const answer of [askForKeys, turnPage]) addEventListener('keydown', answer);

/** Answers the key that woke the page, which came before anything here could. */
export function answerFirst(event: Event | undefined): void {
  if (!(event instanceof KeyboardEvent)) return;
  askForKeys(event);
  turnPage(event);
}
