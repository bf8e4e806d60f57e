import { restoreSidebar } from './browser/restore-sidebar.ts';
import { showRead } from './browser/show-read.ts';

/** The script that stands in every page behind the sidebar; the layout lets the page's policy allow it. */
export const restoreScript = [showRead, restoreSidebar].map((work) => `(${work})()`).join(';');
