import { type Chapter, chapters } from './handbook.ts';
import type { AnyLab, AnyPicture } from './lab/lab.ts';
import type { Answer } from './lab/prediction-view.tsx';
import { initialState, type Shown, scenarioSettings, show } from './lab/state.ts';

const labs = import.meta.glob<AnyLab>('./systems/*/lab.ts', { eager: true, import: 'lab' });
const pictures = import.meta.glob<AnyPicture>('./systems/*/picture.tsx', { eager: true, import: 'picture' });

const leftOut = import.meta.glob<readonly string[]>('./systems/*/left-out.ts', { eager: true, import: 'leftOut' });
const files = import.meta.glob<string>('./systems/**/*.ts', { eager: true, query: '?raw', import: 'default' });

/** A file of a system's model. */
interface SourceFile {
  /** From the root of the project. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
}

/** A system with what pages show of it. */
export interface System {
  readonly lab: AnyLab;
  readonly picture: AnyPicture | undefined;
  /** What the model leaves out, in sentences. */
  readonly leftOut: readonly string[];
  /** The file in which to begin reading, and the others that the model is made of. */
  readonly model: SourceFile;
  readonly others: readonly SourceFile[];
}

/** Every system that has a lab, by its id. */
export const systems: ReadonlyMap<string, System> = new Map(
  Object.entries(labs).map(([path, lab]): [string, System] => {
    const [model, ...others] = modelOf(lab.id);
    if (!model)
      throw new Error(`Unexpected system ${lab.id} without a model, expected src/systems/${lab.id}/model.ts.`);
    const beside = <Value>(modules: Readonly<Record<string, Value>>, file: string): Value | undefined =>
      modules[path.replace('lab.ts', file)];
    const limits = beside(leftOut, 'left-out.ts');
    if (!limits)
      throw new Error(`Unexpected system ${lab.id} without limits, expected src/systems/${lab.id}/left-out.ts.`);
    return [lab.id, { lab, picture: beside(pictures, 'picture.tsx'), leftOut: limits, model, others }];
  }),
);

/** The files that a system's model is made of: `model.ts`, and what it imports of the system, near or far. */
function modelOf(id: string): readonly SourceFile[] {
  const folder = `/systems/${id}/`;
  const found = new Map<string, SourceFile>();
  const read = (path: string): void => {
    const text = path.startsWith(folder) ? files[`.${path}`] : undefined;
    if (text === undefined || found.has(path)) return;
    found.set(path, { path: `src${path}`, text, lines: text.trimEnd().split('\n').length });
    for (const [, from = ''] of text.matchAll(/\bfrom '(\.[^']+)'/g)) read(new URL(from, `file://${path}`).pathname);
  };
  read(`${folder}model.ts`);
  return [...found.values()];
}

/** The labs that chapters call for, in reading order. */
export const exhibitedLabs: readonly { readonly lab: AnyLab; readonly chapter: Chapter }[] = chapters.flatMap(
  (chapter) =>
    [...(chapter.body ?? '').matchAll(/^<Lab id="([^"]+)" \/>$/gm)].flatMap(([, id = '']) => {
      const system = systems.get(id);
      return system ? [{ lab: system.lab, chapter }] : [];
    }),
);

/** What a lab shows first, and what it finds. */
export function firstRun(lab: AnyLab): Shown & { readonly finding: string } {
  const first = show(lab, initialState(lab));
  return { ...first, finding: lab.finding(first.run, first.settings) };
}

/** What the run says that a lab asks the reader to predict. */
export function answerOf(lab: AnyLab): Answer {
  const { seed } = initialState(lab);
  const { settings, run } = show(lab, { settings: scenarioSettings(lab, lab.prediction.scenario), seed });
  return { right: lab.prediction.answer(run, settings), finding: lab.finding(run, settings) };
}
