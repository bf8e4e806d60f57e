import { h, hydrate } from 'preact';
import type { AnyLab, AnyPicture } from '../lab/lab.ts';
import { LabView } from '../lab/lab-view.tsx';

const labs = import.meta.glob<{ lab: AnyLab }>('../systems/*/lab.ts');
const pictures = import.meta.glob<{ picture: AnyPicture }>('../systems/*/picture.tsx');

/** Brings to life the lab that the server drew in a place. */
export async function awakenLab(place: HTMLElement): Promise<void> {
  const folder = `../systems/${place.dataset['lab']}`;
  const [system, drawing] = await Promise.all([labs[`${folder}/lab.ts`]?.(), pictures[`${folder}/picture.tsx`]?.()]);
  if (system) hydrate(h(LabView, { lab: system.lab, picture: drawing?.picture }), place);
}
