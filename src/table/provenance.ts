import type { Sources } from './sources.ts';
import type { Cell, Table } from './table.ts';

/** A table whose columns, rows and cells carry marks only where their sources differ from those around them. */
export interface MarkedTable {
  /** For each column the mark of its heading, or an empty string. */
  readonly columns: readonly string[];
  /** For each row and column the mark of the cell, or an empty string. */
  readonly marks: readonly (readonly string[])[];
  /** What each mark stands for; the first entry is for every cell that no mark holds for, and may have one besides. */
  readonly legend: readonly { readonly mark: string; readonly sources: readonly string[]; readonly checked: string }[];
}

/**
 * Marks the sources of a table with few letters. A mark at a cell holds for it, one at the heading of a column for the
 * column, one at the head of a row for the row, in this order; where none is, the commonest sources of the table hold.
 */
export function markProvenance(table: Table, sources: Sources): MarkedTable {
  const keys = table.rows.map((row) => row.map((cell) => provenanceKey(cell, sources)));
  const usual = mostFrequent(keys.flat());
  const letters = new Map<string, string>();
  const letter = (key: string): string => {
    if (!letters.has(key)) letters.set(key, letterOf(letters.size));
    return letters.get(key) ?? '';
  };
  const whole = table.columns.map((_, column) => {
    const [first, ...others] = new Set(keys.map((row) => row[column]));
    return first !== usual && others.length === 0 ? first : undefined;
  });
  const columns = whole.map((key) => (key === undefined ? '' : letter(key)));
  const marks = keys.map((row) => {
    const head = whole[0] === undefined ? row[0] : usual;
    return row.map((key, column) => (key === (whole[column] ?? (column === 0 ? usual : head)) ? '' : letter(key)));
  });
  const cells = new Map(table.rows.flatMap((row, i) => row.map((cell, j) => [keys[i]?.[j] ?? '', cell] as const)));
  const entry = (key: string, mark: string) => ({
    mark,
    sources: cells.get(key)?.sources ?? [],
    checked: checkedOn(cells.get(key), sources),
  });
  return {
    columns,
    marks,
    legend: [
      entry(usual, letters.get(usual) ?? ''),
      ...[...letters].filter(([key]) => key !== usual).map(([key, mark]) => entry(key, mark)),
    ],
  };
}

/** The day on which a cell was checked: its own, else the earliest on which one of its sources was read. */
export function checkedOn(cell: Pick<Cell, 'sources' | 'checked'> | undefined, sources: Sources): string {
  if (!cell) return '';
  return cell.checked ?? cell.sources.flatMap((key) => sources[key]?.checked ?? []).toSorted()[0] ?? '';
}

/** The cells of a table that rest on different things, each but once and in their order, and the number of each cell. */
export function numberProvenance(table: Table, sources: Sources) {
  const resting = table.rows.flat().filter((cell) => cell.measured || cell.sources.length > 0);
  const cells = new Map(resting.map((cell) => [provenanceKey(cell, sources), cell]));
  const keys = [...cells.keys()];
  return {
    cells: [...cells.values()],
    /** From 1; 0 for a cell that rests on nothing: the name of a measured row. */
    numberOf: (cell: Cell): number => keys.indexOf(provenanceKey(cell, sources)) + 1,
  };
}

const provenanceKey = (cell: Cell, sources: Sources): string =>
  cell.measured ? JSON.stringify(cell.measured) : `${cell.sources.join(' ')} ${checkedOn(cell, sources)}`;

/** The commonest of some keys; of equals the first. */
function mostFrequent(keys: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), ['', 0] as [string, number])[0];
}

/** a, b, …, z, aa, ab, … */
const letterOf = (index: number): string =>
  (index < 26 ? '' : letterOf(Math.floor(index / 26) - 1)) + String.fromCharCode(97 + (index % 26));
