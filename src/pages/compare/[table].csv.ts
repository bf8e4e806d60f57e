import type { APIRoute } from 'astro';
import { comparisons } from '../../handbook.ts';
import { cellText } from '../../table/cell-text.ts';
import { printCsv } from '../../table/print-csv.ts';
import type { Table } from '../../table/table.ts';

export const getStaticPaths = () => comparisons.map((table) => ({ params: { table: table.id }, props: { table } }));

/** A comparison table as comma-separated values, its headings first. */
export const GET: APIRoute<{ table: Table }> = ({ props: { table } }) =>
  new Response(
    printCsv([table.columns.map(cellText), ...table.rows.map((row) => row.map(({ value }) => cellText(value)))]),
    { headers: { 'content-type': 'text/csv; charset=utf-8' } },
  );
