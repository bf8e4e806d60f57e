import type { Facts } from './facts.ts';

/** What one cell says and what that rests on. */
export interface Cell {
  /** Inline Markdown. */
  readonly value: string;
  /** Keys of `sources.yaml`; `general` marks general knowledge that was not looked up. None where a lab measures. */
  readonly sources: readonly string[];
  /** Day of the check; absent where the day on which the sources were read stands for it. */
  readonly checked?: string;
  /** What a measured cell rests on, in the place of sources. */
  readonly measured?: Measurement;
}

/** Runs of a lab under the same settings, one for each seed. */
export interface Measurement {
  /** Id of the lab. */
  readonly lab: string;
  /** Title of the lab. */
  readonly title: string;
  /** Address within the site of the lab in this very state. */
  readonly address: string;
  /** Label of the figure that was read. */
  readonly figure: string;
  /** Unit of mean and half width; absent for a bare number. */
  readonly unit?: string;
  /** What the cell's row and column set, label by label in the lab's words; everything else is as the lab begins. */
  readonly settings: Readonly<Record<string, string>>;
  /** How many seeds. */
  readonly seeds: number;
  /** Mean over the seeds, with two digits more than the cell prints; null where it is infinite or means nothing. */
  readonly mean: number | null;
  /** Half the interval of 95% confidence; 0 where all seeds give the same, null where the mean is null. */
  readonly halfWidth: number | null;
  /** Whether it is the best of its column. */
  readonly best?: true;
  /** Whether it and the best of its column differ by no more than chance. */
  readonly tie?: true;
  /** Whether the figure only tells how long a run was. */
  readonly unstable?: true;
}

/** A comparison table with the provenance of every cell worked out; its cells are cited or measured. */
export interface Table {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  readonly verdict?: string;
  /** Id of the chapter that owns the table. */
  readonly chapter: string;
  readonly columns: readonly string[];
  /** As many cells in each row as there are columns; the first names the row. */
  readonly rows: readonly (readonly Cell[])[];
  readonly remarks: readonly string[];
  /** Of a measured table: a hash of what it says and of the code behind its figures. */
  readonly stamp?: string;
}

type TableFacts = Facts['tables'][number];

/** The comparison tables of a facts file, each cell with its own, its row's, its column's or its table's source. */
export function tablesOf(facts: Facts): readonly Table[] {
  return facts.tables.map(
    (table): Table => ({
      id: table.id,
      title: table.title,
      question: table.question,
      ...(table.verdict !== undefined && { verdict: table.verdict }),
      chapter: facts.chapter,
      columns: table.columns.map((column) => (typeof column === 'string' ? column : column.name)),
      rows: table.rows.map((row) =>
        cellsOf(row).map((cell, i) =>
          resolve(facts, [cell, row, table.columns[i], table], typeof cell === 'string' ? cell : cell.value),
        ),
      ),
      remarks: table.remarks,
    }),
  );
}

/** The figures of a facts file as a table, named `<chapter>-numbers`, or nothing where it has none. */
export function numbersOf(facts: Facts): Table | undefined {
  if (facts.numbers.length === 0) return undefined;
  return {
    id: `${facts.chapter}-numbers`,
    title: 'Numbers to know',
    question: '',
    chapter: facts.chapter,
    columns: ['What', 'Value', 'When it holds'],
    rows: facts.numbers.map(({ what, value, conditions, source, checked }) =>
      [what, value, conditions].map((text) => cell(text, source, checked ?? generalDay(facts, source))),
    ),
    remarks: [],
  };
}

/** The cells of a row in either of its forms. */
export const cellsOf = (row: TableFacts['rows'][number]) => (Array.isArray(row) ? row : row.cells);

/** What any level of a table may say about its sources. */
interface Provenance {
  readonly source?: readonly string[] | undefined;
  readonly checked?: string | undefined;
}

/** The source of the nearest level that has one, and the nearest day up to there; `levels` go from the cell outwards. */
function resolve(facts: Facts, levels: readonly unknown[], value: string): Cell {
  const given = levels.filter(isProvenance);
  const owner = given.findIndex(({ source }) => source !== undefined);
  const sources = given[owner]?.source ?? ['general'];
  const near = owner < 0 ? given : given.slice(0, owner + 1);
  return cell(value, sources, near.find(({ checked }) => checked)?.checked ?? generalDay(facts, sources));
}

const isProvenance = (level: unknown): level is Provenance =>
  typeof level === 'object' && level !== null && !Array.isArray(level);

const cell = (value: string, sources: readonly string[], checked: string | undefined): Cell => ({
  value,
  sources,
  ...(checked !== undefined && { checked }),
});

/** General knowledge has no source whose reading dates it: the day of the file does. */
const generalDay = (facts: Facts, sources: readonly string[]): string | undefined =>
  sources.every((key) => key === 'general') ? facts.checked : undefined;
