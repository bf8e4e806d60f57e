import type { Sources } from './sources.ts';
import type { Cell, Table } from './table.ts';

/** A table whose cells carry marks only where their sources differ from those of most cells. */
export interface MarkedTable {
  /** For each row and column the mark of the cell, or an empty string. */
  readonly marks: readonly (readonly string[])[];
  /** What each mark stands for; the first entry, without a mark, is for every other cell. */
  readonly legend: readonly { readonly mark: string; readonly sources: readonly string[]; readonly checked: string }[];
}

/**
 * Marks the sources of a table with as few letters as will do: none for the commonest, one at the head of a row
 * for a row that shares another, one at each other cell.
 */
export function markProvenance(table: Table, sources: Sources): MarkedTable {
  const keys = table.rows.map((row) => row.map((cell) => provenanceKey(cell, sources)));
  const usual = mostFrequent(keys.flat());
  const letters = new Map<string, string>();
  const letter = (key: string): string => {
    if (!letters.has(key)) letters.set(key, letterOf(letters.size));
    return letters.get(key) ?? '';
  };
  const marks = keys.map((row) => {
    const common = mostFrequent(row);
    const shared = row.filter((key) => key === common).length > row.length / 2 ? common : usual;
    return row.map((key, column) => {
      if (column === 0 && shared !== usual && key === shared) return letter(shared);
      return key === (shared !== usual && row[0] === shared ? shared : usual) ? '' : letter(key);
    });
  });
  const cells = new Map(table.rows.flatMap((row, i) => row.map((cell, j) => [keys[i]?.[j] ?? '', cell] as const)));
  const entry = (key: string, mark: string) => ({
    mark,
    sources: cells.get(key)?.sources ?? [],
    checked: checkedOn(cells.get(key), sources),
  });
  return {
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
  return cell.checked ?? cell.sources.map((key) => sources[key]?.checked ?? '').toSorted()[0] ?? '';
}

const provenanceKey = (cell: Cell, sources: Sources): string => `${cell.sources.join(' ')} ${checkedOn(cell, sources)}`;

/** The commonest of some keys; of equals the first. */
function mostFrequent(keys: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), ['', 0] as [string, number])[0];
}

/** a, b, …, z, aa, ab, … */
const letterOf = (index: number): string =>
  (index < 26 ? '' : letterOf(Math.floor(index / 26) - 1)) + String.fromCharCode(97 + (index % 26));
