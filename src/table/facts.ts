import { z } from 'zod';
import { date, sourceKeys } from './sources.ts';

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens, such as `rate-limiter`');

/** A source and a day for a whole table, column or row, unless a cell says otherwise. */
const provenance = {
  /** Keys of `sources.yaml`, or `general`. */
  source: sourceKeys.optional(),
  /** Day on which it was held against the source; else the day on which the source was read. */
  checked: date.optional(),
};

const cell = z.union([
  z.string(),
  z.strictObject({
    /** What the cell says: inline Markdown. */
    value: z.string(),
    ...provenance,
  }),
]);

const column = z.union([
  z.string(),
  z.strictObject({
    /** Heading of the column. */
    name: z.string(),
    ...provenance,
  }),
]);

const row = z.union([
  z.array(cell).min(1),
  z.strictObject({
    /** One cell for each column; the first names the row. */
    cells: z.array(cell).min(1),
    ...provenance,
  }),
]);

const table = z.strictObject({
  /** Address of the table (`/compare/<id>/`) and its name in `::table[id]`. */
  id,
  /** Title above the table, in search and on the compare page. */
  title: z.string().min(1),
  /** The question that the table answers. */
  question: z.string().min(1),
  /** What a reader should take away, in a sentence. */
  verdict: z.string().min(1).optional(),
  /** Headings; the first heads the column that names the rows. */
  columns: z.array(column).min(2),
  /** One row for each thing compared. */
  rows: z.array(row).min(1),
  /** Remarks below the table: inline Markdown. */
  remarks: z.array(z.string().min(1)).default([]),
  ...provenance,
});

const number = z.strictObject({
  /** What is counted or measured. */
  what: z.string().min(1),
  /** The figure with its unit. */
  value: z.string().min(1),
  /** When it holds: product, version, default, load. */
  conditions: z.string().min(1),
  /** Keys of `sources.yaml`, or `general`. */
  source: sourceKeys,
  /** Day on which it was held against the source; else the day on which the source was read. */
  checked: date.optional(),
});

/** Schema of `facts/<chapter>.yaml`: the figures and the comparison tables of one chapter. */
export const factsSchema = z.strictObject({
  /** Id of the chapter that owns these facts. */
  chapter: id,
  /** Day on which cells of general knowledge were last looked over. */
  checked: date,
  /** The figures worth knowing by heart; printed where the chapter says `::table[<chapter>-numbers]`. */
  numbers: z.array(number).default([]),
  /** The comparison tables; each is printed where a chapter says `::table[<id>]`, else at the chapter's end. */
  tables: z.array(table).default([]),
});

/** The checked content of one facts file. */
export type Facts = z.infer<typeof factsSchema>;
