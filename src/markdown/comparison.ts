import type { FootnoteReference, PhrasingContent } from 'mdast';
import { describeMeasurement } from '../table/describe-measurement.ts';
import { measuredLegend } from '../table/measured-legend.ts';
import { numberProvenance } from '../table/provenance.ts';
import type { Sources } from '../table/sources.ts';
import type { Cell, Measurement, Table } from '../table/table.ts';
import { cite } from './cite.ts';
import { type Blocks, footnote, heading, inline, link, paragraph, table, text } from './nodes.ts';

/** A comparison table on a page of its own, with what is said below it: every cell refers to its source. */
export function comparison(facts: Table, below: Blocks, sources: Sources): Blocks {
  const legend = measuredLegend(facts);
  const { cells, numberOf } = numberProvenance(facts, sources);
  const reference = (cell: Cell): readonly FootnoteReference[] => {
    const label = `${numberOf(cell)}`;
    return label === '0' ? [] : [{ type: 'footnoteReference', identifier: label, label }];
  };
  return [
    table([
      facts.columns.map((name) => inline(name)),
      ...facts.rows.map((row) => row.map((cell) => [...inline(cell.value), ...reference(cell)])),
    ]),
    ...(facts.verdict === undefined ? [] : [paragraph({ type: 'strong', children: inline(facts.verdict) })]),
    ...facts.remarks.map((remark) => paragraph(...inline(remark))),
    ...(legend.length === 0 ? [] : [paragraph(...legend)]),
    ...below,
    heading(2, 'Sources of the cells'),
    ...cells.map((cell, i) =>
      footnote(`${i + 1}`, cell.measured ? runs(cell.measured) : cite(cell.sources, cell.checked, sources)),
    ),
  ];
}

const runs = (measured: Measurement): readonly PhrasingContent[] => [
  text('Lab '),
  link(measured.address, measured.title),
  text(`: ${describeMeasurement(measured)}`),
];
