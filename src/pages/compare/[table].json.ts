import type { APIRoute } from 'astro';
import { comparisons, settings } from '../../handbook.ts';
import { cellText } from '../../table/cell-text.ts';
import { checkedOn } from '../../table/provenance.ts';
import type { Table } from '../../table/table.ts';

export const getStaticPaths = () => comparisons.map((table) => ({ params: { table: table.id }, props: { table } }));

/** A comparison table as JSON: each cell with its sources and the day of the check, and the documents once. */
export const GET: APIRoute<{ table: Table }> = ({ props: { table } }) => {
  const { id, title, question, verdict, chapter, columns, rows, remarks } = table;
  const keys = new Set(rows.flat().flatMap((cell) => cell.sources));
  const document = {
    id,
    title,
    question,
    ...(verdict !== undefined && { verdict: cellText(verdict) }),
    chapter,
    columns: columns.map(cellText),
    rows: rows.map((row) =>
      row.map((cell) => ({
        value: cellText(cell.value),
        sources: cell.sources,
        checked: checkedOn(cell, settings.sources),
      })),
    ),
    remarks: remarks.map(cellText),
    sources: Object.fromEntries(
      [...keys].toSorted().map((key) => [key, settings.sources[key] ?? { title: 'General knowledge' }]),
    ),
  };
  return new Response(`${JSON.stringify(document, null, 2)}\n`, { headers: { 'content-type': 'application/json' } });
};
