import type { VNode } from 'preact';
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
      : C[Name] extends { readonly kind: 'choice'; readonly options: infer Options }
        ? Extract<keyof Options, string>
        : number | boolean | string;
};

/** A named starting point: what differs from the initial settings. */
interface Scenario<C extends Controls> {
  readonly id: string;
  readonly name: string;
  readonly settings: Partial<Settings<C>>;
}

/** A question about a run that the reader answers before it; the run itself gives the answer. */
interface Prediction<C extends Controls, Event extends { readonly time: Micros }, Figure extends string> {
  readonly question: string;
  /** Id of the scenario that is run for it. */
  readonly scenario: string;
  /** The answers to choose from, each with its words for the reader. */
  readonly options: Readonly<Record<string, string>>;
  /** The option that holds for a run of the scenario. */
  answer(run: Run<Event, Figure>, settings: Settings<C>): string;
}

/** A line, steps, bars or a strip of shades over a common axis; as many x as y. Steps and strips end at their last x. */
export interface Series {
  /** As the legend says it, in few words. */
  readonly name: string;
  readonly form: 'line' | 'step' | 'bar' | 'ecdf' | 'strip';
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** What an axis measures, with its unit; `names` says it for an axis of named places, which are 0, 1, 2 and so on. */
interface Axis {
  readonly label: string;
  readonly names?: readonly string[];
}

/** Series over the same axes. Strips are drawn one below the other, darker where y is greater; nothing else joins them. */
export interface Chart {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  /** Microseconds in one unit of x where x is the time of the run; playing then shows its place. */
  readonly clock?: Micros;
}

/** What one run of a model gives. */
export interface Run<Event extends { readonly time: Micros }, Figure extends string> {
  /** What happened, in the order of time; the last few are shown as a table, and playing goes through them. */
  readonly events: readonly Event[];
  readonly charts: readonly Chart[];
  readonly figures: Readonly<Record<Figure, number>>;
}

/** How a figure is labelled and printed. */
export interface FigureForm {
  readonly label: string;
  readonly unit?: string;
  /** Digits after the point. */
  readonly digits: number;
  /** What is printed for a figure that is infinite. */
  readonly infinite?: string;
  /** What the values 0, 1, 2 … of a figure are called where they name states; a mean between them stays a number. */
  readonly words?: readonly string[];
}

/** A system that runs in the page: its model, what the reader can set, and what the run says. */
export interface Lab<C extends Controls, Event extends { readonly time: Micros }, Figure extends string> {
  /** The name of its folder below `src/systems`. */
  readonly id: string;
  readonly title: string;
  /** What the lab answers. */
  readonly question: string;
  readonly prediction: Prediction<C, Event, Figure>;
  /** In the order in which they matter: the first four are in sight, the others one step away. */
  readonly controls: C;
  readonly figures: Readonly<Record<Figure, FigureForm>>;
  readonly scenarios: readonly Scenario<C>[];
  /** Pure, total and deterministic: the same settings and seed give the same run, whatever ran before. */
  run(settings: Settings<C>, seed: number): Run<Event, Figure>;
  /** What the run shows, in one sentence that is true of its figures. */
  finding(run: Run<Event, Figure>, settings: Settings<C>): string;
  /** What a formula says of the same figures, where there is one. */
  theory?(settings: Settings<C>): Partial<Readonly<Record<Figure, number>>>;
  /** An event in words. */
  describe(event: Event): string;
  /** What the steps of a run are called where the model knows no time, and the time that one stands for. */
  readonly step?: { readonly name: string; readonly time: Micros };
}

/** The initial value of each control. */
export function initialSettings<C extends Controls>(controls: C): Settings<C> {
  return Object.fromEntries(Object.entries(controls).map(([name, { initial }]) => [name, initial])) as Settings<C>;
}

/** Any lab, where nothing depends on which. */
export type AnyLab = Lab<Controls, { readonly time: Micros }, string>;

/** A run of any lab. */
export type AnyRun = ReturnType<AnyLab['run']>;

/** Settings of any lab. */
export type AnySettings = Settings<Controls>;

/** The drawing of a system at one event of a run of its lab: a pure function, in SVG. */
export type PictureOf<L extends AnyLab> = (props: {
  readonly run: ReturnType<L['run']>;
  /** The event that has just happened; −1 where there are none. */
  readonly at: number;
  readonly settings: Parameters<L['run']>[0];
}) => VNode;

/** The drawing of any system. */
export type AnyPicture = PictureOf<AnyLab>;
