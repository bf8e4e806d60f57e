import type { Table, TableRow } from 'mdast';
import { advance, type Draft } from '../draft.ts';
import { mapBlocks } from '../map-blocks.ts';

/** Every row of a table gets as many cells as the longest has: a cell beyond the last column would not be shown. */
export function evenTables(draft: Draft): Draft {
  const tree = mapBlocks(draft.tree, (blocks) => blocks.map((block) => (block.type === 'table' ? even(block) : block)));
  return advance(draft, tree, []);
}

function even(table: Table): Table {
  const width = Math.max(...table.children.map(({ children }) => children.length));
  const isEven = table.children.every(({ children }) => children.length === width);
  return isEven ? table : { ...table, children: table.children.map((row) => padded(row, width)) };
}

const padded = (row: TableRow, width: number): TableRow => ({
  ...row,
  children: Array.from({ length: width }, (_, i) => row.children[i] ?? { type: 'tableCell', children: [] }),
});
