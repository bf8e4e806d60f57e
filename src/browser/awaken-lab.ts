import { h, hydrate } from 'preact';
import type { AnyLab, AnyPicture } from '../lab/lab.ts';
import { LabView } from '../lab/lab-view.tsx';
import type { Answer } from '../lab/prediction-view.tsx';
import { initialState, show } from '../lab/state.ts';

const labs = import.meta.glob<{ lab: AnyLab }>('../systems/*/lab.ts');
const pictures = import.meta.glob<{ picture: AnyPicture }>('../systems/*/picture.tsx');

/** Brings to life the lab that the server drew in a place. */
export async function awakenLab(place: HTMLElement): Promise<void> {
  const folder = `../systems/${place.dataset['lab']}`;
  const [system, drawing] = await Promise.all([labs[`${folder}/lab.ts`]?.(), pictures[`${folder}/picture.tsx`]?.()]);
  if (!system) return;
  const { lab } = system;
  const answer: Answer = JSON.parse(place.dataset['answer'] ?? '');
  // To load, to run and to draw are a task each, so that the page stays quick.
  await nextTask();
  const first = show(lab, initialState(lab));
  await nextTask();
  hydrate(h(LabView, { lab, first, answer, picture: drawing?.picture }), place);
}

const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
