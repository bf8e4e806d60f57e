import { readFileSync } from 'node:fs';
import type { AnyLab, AnyPicture } from './lab/lab.ts';

const labs = import.meta.glob<AnyLab>('./systems/*/lab.ts', { eager: true, import: 'lab' });
const pictures = import.meta.glob<AnyPicture>('./systems/*/picture.tsx', { eager: true, import: 'picture' });

/** A system with what its page shows of it. */
export interface System {
  readonly lab: AnyLab;
  readonly picture: AnyPicture | undefined;
  /** The file of the model, from the root of the project, and what is in it. */
  readonly file: string;
  readonly source: string;
}

/** Every system that has a lab, by its id. */
export const systems: ReadonlyMap<string, System> = new Map(
  Object.entries(labs).map(([path, lab]) => {
    const file = `src/systems/${lab.id}/model.ts`;
    return [
      lab.id,
      { lab, picture: pictures[path.replace('lab.ts', 'picture.tsx')], file, source: readFileSync(file, 'utf8') },
    ];
  }),
);
