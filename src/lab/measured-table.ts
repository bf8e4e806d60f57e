import type { AnyLab } from './lab.ts';

type FigureOf<L extends AnyLab> = Extract<keyof L['figures'], string>;

/** A row or a column: its name, what it sets in the lab, and the figure that is read there. */
interface Line<L extends AnyLab> {
  /** Inline Markdown. */
  readonly name: string;
  readonly settings?: Partial<Parameters<L['run']>[0]>;
  /** A column's figure; where it has none, the row's. */
  readonly figure?: FigureOf<L>;
}

/**
 * A table whose every cell is measured: the figure of its column or row, as the mean over the same seeds of runs whose
 * settings are those of the row and the column over the initial ones.
 */
export interface MeasuredTable<L extends AnyLab> {
  /** Address of the table (`/compare/<id>/`) and its name in `::table[id]`. */
  readonly id: string;
  readonly title: string;
  /** The question that the table answers. */
  readonly question: string;
  /** What a reader should take away, in a sentence; tests hold it against the cells. */
  readonly verdict?: string;
  /** Id of the chapter that owns the table, and in which the lab stands. */
  readonly chapter: string;
  readonly lab: L;
  /** What the first column names. */
  readonly rowsName: string;
  readonly rows: readonly Line<L>[];
  readonly columns: readonly (Line<L> & {
    /** Which end of the column is best; the best cell stands out, and those that tie with it say so. */
    readonly best?: 'lowest' | 'highest';
  })[];
  /** How many seeds, from 1 up. */
  readonly seeds: number;
  /** Whether figures of a run only tell how long it was: a queue at a load of 1 or more. The cell prints “unstable”. */
  isUnstable?(figures: Readonly<Record<FigureOf<L>, number>>): boolean;
  readonly remarks?: readonly string[];
}

/** A measured table of any lab. */
export type AnyMeasuredTable = MeasuredTable<AnyLab>;
