import type { APIRoute } from 'astro';
import { drawCard, measures } from '../../../scripts/draw-card.ts';
import { card } from '../../card/card.ts';
import { cardOf } from '../../card-of.ts';
import { besideEveryPage, type Document } from '../../documents.ts';

export const getStaticPaths = besideEveryPage;

/** The picture of each page, beside it, for those who share its address. */
export const GET: APIRoute<{ document: Document }> = ({ props: { document } }) =>
  new Response(drawCard(card(cardOf(document), measures)), { headers: { 'content-type': 'image/png' } });
