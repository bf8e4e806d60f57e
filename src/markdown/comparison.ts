import type { FootnoteReference } from 'mdast';
import { checkedOn } from '../table/provenance.ts';
import type { Sources } from '../table/sources.ts';
import type { Cell, Table } from '../table/table.ts';
import { cite } from './cite.ts';
import { type Blocks, footnote, heading, inline, paragraph, table } from './nodes.ts';

/** A comparison table on a page of its own, with what is said below it: every cell refers to its source. */
export function comparison(facts: Table, below: Blocks, sources: Sources): Blocks {
  const keyOf = (cell: Cell): string => `${cell.sources.join(' ')} ${checkedOn(cell, sources)}`;
  const cited = [...new Map(facts.rows.flat().map((cell) => [keyOf(cell), cell])).entries()];
  const reference = (cell: Cell): FootnoteReference => {
    const label = `${cited.findIndex(([key]) => key === keyOf(cell)) + 1}`;
    return { type: 'footnoteReference', identifier: label, label };
  };
  return [
    table([
      facts.columns.map((name) => inline(name)),
      ...facts.rows.map((row) => row.map((cell) => [...inline(cell.value), reference(cell)])),
    ]),
    ...(facts.verdict === undefined ? [] : [paragraph({ type: 'strong', children: inline(facts.verdict) })]),
    ...facts.remarks.map((remark) => paragraph(...inline(remark))),
    ...below,
    heading(2, 'Sources of the cells'),
    ...cited.map(([, cell], i) => footnote(`${i + 1}`, cite(cell.sources, cell.checked, sources))),
  ];
}
