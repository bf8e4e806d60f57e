import { existsSync, readdirSync } from 'node:fs';
import { random } from '../../src/kernel/random.ts';
import type { AnyLab, AnySettings, Control } from '../../src/lab/lab.ts';
import { race, secondsOf } from './race.ts';
import type { Row, Table } from './table.ts';

const systems = new URL('../../src/systems/', import.meta.url);
const seed = 1;
const rounds = 31;
const draws = 100;
const passes = 2;
/** What a reader takes for at once while a slider moves; leaves room for slower machines. */
const boundInMs = 20;

/** How long one run of each lab takes at the settings at which it takes longest. */
export async function benchLabs(): Promise<Table> {
  const rows: Row[] = [];
  for (const system of readdirSync(systems).toSorted()) {
    const file = new URL(`${system}/lab.ts`, systems);
    if (!existsSync(file)) continue;
    const { lab }: { readonly lab: AnyLab } = await import(file.href);
    const settings = slowestSettings(lab);
    const inMs = 1000 * race({ run: () => lab.run(settings, seed) }, rounds)('run');
    rows.push({ cells: [system, inMs.toFixed(1), `≤ ${boundInMs}`, inWords(settings)], holds: inMs <= boundInMs });
  }
  return { columns: [`one run, median of ${rounds}`, 'ms', 'wanted', 'at its slowest settings'], rows };
}

/**
 * The settings of the longest run: of some drawn at random among the ends of ranges and the choices those that take
 * longest, and from there by coordinate ascent, each setting in turn what makes the run longest with the others as they are.
 */
function slowestSettings(lab: AnyLab): AnySettings {
  const candidates = Object.entries(lab.controls).map(([name, control]) => ({ name, values: extremes(control) }));
  const slowestOf = (tried: readonly AnySettings[]): AnySettings => {
    const times = tried.map((settings) =>
      Math.min(...Array.from({ length: 3 }, () => secondsOf(() => lab.run(settings, seed)))),
    );
    return tried[times.indexOf(Math.max(...times))] ?? {};
  };
  const chance = random(seed);
  const drawn = Array.from({ length: draws }, () =>
    Object.fromEntries(candidates.map(({ name, values }) => [name, values[chance.below(values.length)] ?? 0])),
  );
  let slowest = slowestOf(drawn);
  for (let pass = 0; pass < passes; pass++)
    for (const { name, values } of candidates)
      slowest = slowestOf(values.map((value) => ({ ...slowest, [name]: value })));
  return slowest;
}

function extremes(control: Control): readonly (number | string | boolean)[] {
  switch (control.kind) {
    case 'range':
      return [control.max, control.min];
    case 'choice':
      return Object.keys(control.options);
    case 'switch':
      return [true, false];
  }
}

const inWords = (settings: AnySettings): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
