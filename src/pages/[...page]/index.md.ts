import type { APIRoute } from 'astro';
import { besideEveryPage, type Document } from '../../documents.ts';
import { twinOf } from '../../twin.ts';

export const getStaticPaths = besideEveryPage;

/** The Markdown twin of each page, beside it. */
export const GET: APIRoute<{ document: Document }> = ({ props: { document } }) =>
  new Response(twinOf(document), { headers: { 'content-type': 'text/markdown; charset=utf-8' } });
