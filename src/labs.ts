import { readFileSync } from 'node:fs';
import { type Chapter, chapters } from './handbook.ts';
import type { AnyLab, AnyPicture } from './lab/lab.ts';
import { initialState } from './lab/state.ts';

const labs = import.meta.glob<AnyLab>('./systems/*/lab.ts', { eager: true, import: 'lab' });
const pictures = import.meta.glob<AnyPicture>('./systems/*/picture.tsx', { eager: true, import: 'picture' });

/** A system with what pages show of it. */
export interface System {
  readonly lab: AnyLab;
  readonly picture: AnyPicture | undefined;
  /** The file of the model, from the root of the project, and what is in it. */
  readonly file: string;
  readonly source: string;
}

/** Every system that has a lab, by its id. */
export const systems: ReadonlyMap<string, System> = new Map(
  Object.entries(labs).map(([path, lab]): [string, System] => {
    const file = `src/systems/${lab.id}/model.ts`;
    const picture = pictures[path.replace('lab.ts', 'picture.tsx')];
    return [lab.id, { lab, picture, file, source: readFileSync(file, 'utf8') }];
  }),
);

/** The labs that chapters call for, in reading order. */
export const exhibitedLabs: readonly { readonly lab: AnyLab; readonly chapter: Chapter }[] = chapters.flatMap(
  (chapter) =>
    [...(chapter.body ?? '').matchAll(/^<Lab id="([^"]+)" \/>$/gm)].flatMap(([, id = '']) => {
      const system = systems.get(id);
      return system ? [{ lab: system.lab, chapter }] : [];
    }),
);

/** The run that a lab shows first, and what it finds. */
export function firstRun(lab: AnyLab) {
  const { settings, seed } = initialState(lab);
  const run = lab.run(settings, seed);
  return { run, settings, seed, finding: lab.finding(run, settings) };
}
