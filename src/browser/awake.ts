/** What a page can do once a reader is there; each feature finds its own place in the page and stays away without it. */
import { tables } from './tables.ts';

tables();
