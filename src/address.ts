import { href } from './handbook.ts';

/** The whole address of a place in the site; addresses elsewhere, and what is no address, stay as they are. */
export function addressOf(path: string): string {
  return path.startsWith('/') ? new URL(href(path), import.meta.env.SITE).href : path;
}
