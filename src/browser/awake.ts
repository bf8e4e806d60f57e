/** What a page can do once a reader is there; each feature finds its own place in the page and stays away without it. */
import { ledger } from './ledger.ts';
import { tables } from './tables.ts';

ledger();
tables();
