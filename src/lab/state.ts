import { type AnyLab, type AnyRun, type AnySettings, type Control, initialSettings } from './lab.ts';

/** What a lab shows: the same state gives the same numbers. */
export interface LabState {
  readonly settings: AnySettings;
  /** A whole number from 1 up. */
  readonly seed: number;
}

/** A state with the run that it gives. */
export interface Shown extends LabState {
  readonly run: AnyRun;
}

/** Seeds are 1 to this. */
export const largestSeed = 9999;

/** The state that a page shows first. */
export const initialState = (lab: AnyLab): LabState => ({ settings: initialSettings(lab.controls), seed: 1 });

/** Runs a lab. */
export const show = (lab: AnyLab, { settings, seed }: LabState): Shown => ({
  settings,
  seed,
  run: lab.run(settings, seed),
});

/** The settings of a scenario; the initial ones where there is none of that id. */
export function scenarioSettings(lab: AnyLab, id: string): AnySettings {
  const own = lab.scenarios.find((scenario) => scenario.id === id)?.settings;
  return Object.assign({}, initialSettings(lab.controls), own);
}

/**
 * The state that an address asks for: `?cache-eviction.policy=lfu&cache-eviction.seed=3`. What it says of settings that
 * do not exist or values that do not fit is left out, and the initial value stands.
 */
export function readState(lab: AnyLab, address: URLSearchParams): LabState {
  const { settings, seed } = initialState(lab);
  const asked = (name: string): string | null => address.get(`${lab.id}.${name}`);
  const entries = Object.entries(lab.controls).map(([name, control]) => [
    name,
    valueFor(control, asked(name)) ?? settings[name],
  ]);
  return { settings: Object.fromEntries(entries), seed: wholeWithin(asked('seed'), 1, largestSeed) ?? seed };
}

/** The address with the state in it as far as it differs from the initial one; what concerns others is kept. */
export function writeState(lab: AnyLab, { settings, seed }: LabState, address: URLSearchParams): URLSearchParams {
  const initial = initialState(lab);
  const next = new URLSearchParams(address);
  const put = (name: string, value: unknown, usual: unknown): void => {
    next.delete(`${lab.id}.${name}`);
    if (value !== usual) next.set(`${lab.id}.${name}`, String(value));
  };
  for (const name of Object.keys(lab.controls)) put(name, settings[name], initial.settings[name]);
  put('seed', seed, initial.seed);
  return next;
}

/** The value that a text gives a control, or nothing where it gives none that the control can have. */
function valueFor(control: Control, text: string | null): number | string | boolean | undefined {
  if (text === null) return undefined;
  switch (control.kind) {
    case 'switch':
      return text === 'true' || (text === 'false' ? false : undefined);
    case 'choice':
      return Object.hasOwn(control.options, text) ? text : undefined;
    case 'range':
      return onStep(control, Number(text));
  }
}

/** The step of a range nearest to a number within it; the same number whichever way it was reached. */
export function onStep(
  { min, max, step }: Extract<Control, { readonly kind: 'range' }>,
  value: number,
): number | undefined {
  if (!(value >= min && value <= max)) return undefined;
  return Number((min + Math.round((value - min) / step) * step).toFixed(6));
}

const wholeWithin = (text: string | null, min: number, max: number): number | undefined => {
  const value = Number(text);
  return text !== null && Number.isInteger(value) && value >= min && value <= max ? value : undefined;
};
