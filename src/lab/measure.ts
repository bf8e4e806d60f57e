import { estimate } from '../kernel/confidence.ts';
import { compare, seeds } from '../kernel/sweep.ts';
import type { Cell, Measurement, Table } from '../table/table.ts';
import { type AnySettings, type Control, type FigureForm, initialSettings } from './lab.ts';
import type { AnyMeasuredTable } from './measured-table.ts';
import { printFigure, printNumber, withUnit } from './print-figure.ts';
import { writeState } from './state.ts';

/**
 * Runs the lab of a table and gives the table with every cell filled in: the mean over the same seeds, with half its
 * interval of 95% confidence, linked to the lab in that state. Runs that share settings are made once. Throws where
 * neither the row nor the column of a cell names a figure of the lab.
 */
export function measure(table: AnyMeasuredTable): Table {
  const { id, title, question, verdict, chapter, rowsName, rows, columns, remarks = [] } = table;
  const figuresOf = runner(table);
  const measured = columns.map((column) => {
    const samples = rows.map((row) => sampleOf(table, row, column, figuresOf));
    const best = bestOf(samples, column.best);
    const ties = samples.filter((sample) => best && sample !== best && !sample.isUnstable && isTie(sample, best));
    return samples.map((sample) =>
      cellOf(table, sample, {
        isBest: sample === best,
        isTie: ties.includes(sample) || (sample === best && ties.length > 0),
      }),
    );
  });
  return {
    id,
    title,
    question,
    ...(verdict !== undefined && { verdict }),
    chapter,
    columns: [rowsName, ...columns.map(({ name }) => name)],
    rows: rows.map(({ name }, i) => [{ value: name, sources: [] }, ...measured.flatMap((cells) => cells[i] ?? [])]),
    remarks,
  };
}

type Figures = Readonly<Record<string, number>>;

/** The figures of a lab under some settings, one for each seed; asked again, they are those of the first time. */
function runner({ lab, seeds: count }: AnyMeasuredTable): (settings: AnySettings) => readonly Figures[] {
  const made = new Map<string, readonly Figures[]>();
  return (settings) => {
    const key = JSON.stringify(Object.keys(lab.controls).map((name) => settings[name]));
    const figures = made.get(key) ?? seeds(count).map((seed) => lab.run(settings, seed).figures);
    made.set(key, figures);
    return figures;
  };
}

/** What the seeds give for one cell. */
interface Sample {
  /** What row and column set. */
  readonly own: Partial<AnySettings>;
  readonly settings: AnySettings;
  readonly form: FigureForm;
  readonly values: readonly number[];
  readonly mean: number;
  readonly halfWidth: number;
  readonly isUnstable: boolean;
}

type Line = AnyMeasuredTable['rows'][number];

function sampleOf(
  table: AnyMeasuredTable,
  row: Line,
  column: Line,
  figuresOf: (settings: AnySettings) => readonly Figures[],
): Sample {
  const { lab } = table;
  const name = column.figure ?? row.figure ?? '';
  const form = lab.figures[name];
  if (!form)
    throw new Error(
      `Unexpected figure \`${name}\` in row ${row.name}, column ${column.name} of table ${table.id}, expected one of ${Object.keys(lab.figures).join(', ')}.`,
    );
  const own = { ...row.settings, ...column.settings };
  const settings: AnySettings = Object.assign({}, initialSettings(lab.controls), own);
  const figures = figuresOf(settings);
  const values = figures.map((each) => each[name] ?? Number.NaN);
  const isUnstable = figures.some((each) => table.isUnstable?.(each) ?? false);
  return { own, settings, form, values, ...spreadOf(values), isUnstable };
}

/** Values that are all the same have no spread, be it one value or an infinite one. */
function spreadOf(values: readonly number[]): Pick<Sample, 'mean' | 'halfWidth'> {
  const [first = Number.NaN] = values;
  return values.every((value) => value === first) ? { mean: first, halfWidth: 0 } : estimate(values);
}

/** The sample with the lowest or highest mean; of equals the first, and no unstable one. */
function bestOf(samples: readonly Sample[], end: 'lowest' | 'highest' | undefined): Sample | undefined {
  if (end === undefined) return undefined;
  const sign = end === 'lowest' ? 1 : -1;
  return samples
    .filter(({ mean, isUnstable }) => !isUnstable && !Number.isNaN(mean))
    .reduce<Sample | undefined>((best, one) => (best && sign * one.mean >= sign * best.mean ? best : one), undefined);
}

/** Whether two samples differ by no more than chance; where every seed gives the same difference, nothing is chance. */
function isTie(one: Sample, other: Sample): boolean {
  if (one.mean === other.mean) return true;
  if (!Number.isFinite(one.mean - other.mean)) return false;
  const { mean, halfWidth } = spreadOf(one.values.map((value, i) => value - (other.values[i] ?? Number.NaN)));
  return halfWidth === 0 ? mean === 0 : compare(one.values, other.values) === 'tie';
}

function cellOf(
  { lab, chapter, seeds: count }: AnyMeasuredTable,
  sample: Sample,
  { isBest, isTie: ties }: { readonly isBest: boolean; readonly isTie: boolean },
): Cell {
  const { own, settings, form, isUnstable } = sample;
  const search = writeState(lab, { settings, seed: 1 }, new URLSearchParams()).toString();
  const address = `/${chapter}/${search && `?${search}`}#lab-${lab.id}`;
  const link = `[${isUnstable ? 'unstable' : printed(sample)}](${address})`;
  const measured: Measurement = {
    lab: lab.id,
    title: lab.title,
    address,
    figure: form.label,
    ...(form.unit !== undefined && { unit: form.unit }),
    settings: Object.fromEntries(
      Object.entries(lab.controls).flatMap(([name, control]) => {
        const value = own[name];
        return value === undefined ? [] : [[control.label, inWords(control, value)]];
      }),
    ),
    seeds: count,
    ...rounded(sample),
    ...(isBest && { best: true }),
    ...(ties && { tie: true }),
    ...(isUnstable && { unstable: true }),
  };
  return { value: `${isBest ? `**${link}**` : link}${ties ? ' tie' : ''}`, sources: [], measured };
}

/** `43.7% ± 0.4`; without a spread where there is none to tell. */
function printed({ mean, halfWidth, form }: Sample): string {
  const figure = printFigure(mean, form);
  if (!(halfWidth > 0) || !Number.isFinite(halfWidth)) return figure;
  const least = 10 ** -form.digits;
  return `${figure} ± ${halfWidth < least / 2 ? `<${printNumber(least, form.digits)}` : printNumber(halfWidth, form.digits)}`;
}

function rounded({ mean, halfWidth, form, isUnstable }: Sample): Pick<Measurement, 'mean' | 'halfWidth'> {
  if (isUnstable || !Number.isFinite(mean)) return { mean: null, halfWidth: null };
  const round = (value: number): number => Number(value.toFixed(form.digits + 2));
  return { mean: round(mean), halfWidth: round(halfWidth) };
}

/** The value of a control as its lab shows it. */
function inWords(control: Control, value: number | boolean | string): string {
  switch (control.kind) {
    case 'choice':
      return control.options[String(value)] ?? String(value);
    case 'switch':
      return value === true ? 'on' : 'off';
    case 'range':
      return withUnit(String(value), control.unit);
  }
}
