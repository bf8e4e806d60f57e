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
    const own = { picture: beside(pictures, 'picture.tsx'), leftOut: beside(leftOut, 'left-out.ts') ?? [] };
    return [lab.id, { lab, ...own, model, others }];
  }),
);

/** The files of a system's model, `model.ts` first: all but those that show or measure it. */
function modelOf(id: string): readonly SourceFile[] {
  const folder = `./systems/${id}/`;
  const first = `${folder}model.ts`;
  return Object.entries(files)
    .filter(([path]) => path.startsWith(folder) && !/\/(lab|lab-[^/]*|left-out|table)\.ts$/.test(path))
    .toSorted(([a], [b]) => (a === first ? -1 : b === first ? 1 : a < b ? -1 : 1))
    .map(([path, text]) => ({ path: path.replace('.', 'src'), text, lines: text.trimEnd().split('\n').length }));
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
