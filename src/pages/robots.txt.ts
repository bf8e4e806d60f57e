import type { APIRoute } from 'astro';
import { href } from '../handbook.ts';

/** Everybody may read everything; the sitemap says what there is. */
export const GET: APIRoute = ({ site }) =>
  new Response(`User-agent: *\nAllow: /\n\nSitemap: ${new URL(href('/sitemap-index.xml'), site)}\n`);
