import type { APIRoute } from 'astro';
import { comparisons, href, settings } from '../../handbook.ts';
import { cellText } from '../../table/cell-text.ts';
import { checkedOn } from '../../table/provenance.ts';
import type { Cell, Table } from '../../table/table.ts';

export const getStaticPaths = () => comparisons.map((table) => ({ params: { table: table.id }, props: { table } }));

/**
 * A comparison table as JSON: each cell with its sources and the day of the check or with the runs it was measured by,
 * and the documents once.
 */
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
    rows: rows.map((row) => row.map((cell) => ({ value: cellText(cell.value), ...provenanceOf(cell) }))),
    remarks: remarks.map(cellText),
    sources: Object.fromEntries(
      [...keys].toSorted().map((key) => [key, settings.sources[key] ?? { title: 'General knowledge' }]),
    ),
  };
  return new Response(`${JSON.stringify(document, null, 2)}\n`, { headers: { 'content-type': 'application/json' } });
};

function provenanceOf(cell: Cell) {
  const { measured, sources } = cell;
  if (measured) return { measured: { ...measured, address: href(measured.address) } };
  return sources.length === 0 ? {} : { sources, checked: checkedOn(cell, settings.sources) };
}
