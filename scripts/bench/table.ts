/** What was measured of one subject. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

/** A line of a table, and whether what is wanted of it holds. */
export interface Row {
  readonly cells: readonly string[];
  readonly holds: boolean;
}

/** A table as text: words at both ends to the left, the figures between them to the right, ✗ where a row does not hold. */
export function printTable({ columns, rows }: Table): string {
  const lines = [columns, ...rows.map(({ cells }) => cells)];
  const widths = columns.map((_, i) => Math.max(...lines.map((cells) => cells[i]?.length ?? 0)));
  const print = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => {
        const width = widths[i] ?? 0;
        return i === 0 || i === columns.length - 1 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd();
  return [`  ${print(columns)}`, ...rows.map(({ cells, holds }) => `${holds ? ' ' : '✗'} ${print(cells)}`)].join('\n');
}
