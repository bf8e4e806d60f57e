import type { Micros } from '../kernel/time.ts';

/** A setting that the reader moves; sliders, checks and addresses all read it here. */
export type Control =
  | {
      readonly kind: 'range';
      /** What it sets, as the label of a slider. */
      readonly label: string;
      /** Unit of the value, `ms` say; absent for a bare number. */
      readonly unit?: string;
      readonly min: number;
      readonly max: number;
      readonly step: number;
      readonly initial: number;
    }
  | {
      readonly kind: 'choice';
      readonly label: string;
      /** The values to choose from, each with its name for the reader. */
      readonly options: Readonly<Record<string, string>>;
      readonly initial: string;
    }
  | { readonly kind: 'switch'; readonly label: string; readonly initial: boolean };

/** The controls of a lab by the name of their setting. */
export type Controls = Readonly<Record<string, Control>>;

/** A value for each control. */
export type Settings<C extends Controls> = {
  readonly [Name in keyof C]: C[Name] extends { readonly kind: 'range' }
    ? number
    : C[Name] extends { readonly kind: 'switch' }
      ? boolean
      : C[Name] extends { readonly options: infer Options }
        ? Extract<keyof Options, string>
        : never;
};

/** A named starting point: what differs from the initial settings. */
interface Scenario<C extends Controls> {
  readonly id: string;
  readonly name: string;
  readonly settings: Partial<Settings<C>>;
}

/** A line, steps or bars over a common axis; as many x as y. */
export interface Series {
  readonly name: string;
  readonly form: 'line' | 'step' | 'bar' | 'ecdf' | 'strip';
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** What one run of a model gives. */
export interface Run<Event extends { readonly time: Micros }, Figure extends string> {
  /** What happened, in the order of time; the last few are shown as a table, and playing goes through them. */
  readonly events: readonly Event[];
  readonly series: readonly Series[];
  readonly figures: Readonly<Record<Figure, number>>;
}

/** A system that runs in the page: its model, what the reader can set, and what the run says. */
export interface Lab<C extends Controls, Event extends { readonly time: Micros }, Figure extends string> {
  /** The name of its folder below `src/systems`. */
  readonly id: string;
  readonly title: string;
  /** What the reader is asked to predict before the run. */
  readonly question: string;
  readonly controls: C;
  /** How each figure is labelled and printed. */
  readonly figures: Readonly<
    Record<Figure, { readonly label: string; readonly unit?: string; readonly digits: number }>
  >;
  readonly scenarios: readonly Scenario<C>[];
  /** Pure, total and deterministic: the same settings and seed give the same run, whatever ran before. */
  run(settings: Settings<C>, seed: number): Run<Event, Figure>;
  /** What the run shows, in one sentence that is true of its figures. */
  finding(run: Run<Event, Figure>, settings: Settings<C>): string;
  /** What a formula says of the same figures, where there is one. */
  theory?(settings: Settings<C>): Partial<Readonly<Record<Figure, number>>>;
  /** An event in words. */
  describe(event: Event): string;
  /** What the model leaves out. */
  readonly leftOut: readonly string[];
}

/** The initial value of each control. */
export function initialSettings<C extends Controls>(controls: C): Settings<C> {
  return Object.fromEntries(Object.entries(controls).map(([name, { initial }]) => [name, initial])) as Settings<C>;
}
