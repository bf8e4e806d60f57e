import type { Table } from '../table/table.ts';

/** A table that a lab measures when it is asked for. */
export interface Measurable {
  /** Address of the table (`/compare/<id>/`) and its name in `::table[id]`. */
  readonly id: string;
  /** Id of the chapter that owns the table. */
  readonly chapter: string;
  /** Id of the lab. */
  readonly lab: string;
  measure(): Table;
}

/** Every table that notes can call for, by its id. */
export interface Tables extends Pick<ReadonlyMap<string, Table>, 'get' | 'keys'> {
  /** Ids of a chapter's tables, the cited ones first; of the measured ones those whose lab is among the given. */
  idsOf(chapter: string, labs: ReadonlySet<string>): readonly string[];
  /** The tables that were measured so far, in the order of their ids. */
  measured(): readonly Table[];
}

/** Puts cited and measured tables side by side. Nothing is measured, or known to be there, before it is asked for. */
export function gatherTables(cited: ReadonlyMap<string, Table>, measurable: () => readonly Measurable[]): Tables {
  const measured = new Map<string, Table>();
  const measureOnce = (id: string): Table | undefined => {
    const table =
      measured.get(id) ??
      measurable()
        .find((each) => each.id === id)
        ?.measure();
    if (table) measured.set(id, table);
    return table;
  };
  return {
    get: (id) => cited.get(id) ?? measureOnce(id),
    keys: () => [...cited.keys(), ...measurable().map(({ id }) => id)].values(),
    idsOf: (chapter, labs) => [
      ...[...cited.values()].filter((table) => table.chapter === chapter).map(({ id }) => id),
      ...(labs.size === 0 ? [] : measurable())
        .filter((table) => table.chapter === chapter && labs.has(table.lab))
        .map(({ id }) => id),
    ],
    measured: () => [...measured.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  };
}
