import { useEffect, useLayoutEffect } from 'preact/hooks';
import type { AnyLab } from './lab.ts';
import { type LabState, readState, writeState } from './state.ts';

/** Browsers take only so many changes of an address in a while: it follows once the state has stood so long, in ms. */
const settling = 300;

/** Takes the state from the address at first, and from then on keeps it there as far as it is not the initial one. */
export function useAddress(lab: AnyLab, state: LabState, set: (state: LabState) => void): void {
  useLayoutEffect(() => {
    const asked = readState(lab, new URLSearchParams(location.search));
    // The initial state has run already.
    if (writeState(lab, asked, new URLSearchParams()).size > 0) set(asked);
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => history.replaceState(history.state, '', addressOf(lab, state)), settling);
    return () => clearTimeout(timer);
  }, [state]);
}

/** The address of this page with a state of the lab in it; a link leads to the lab, else the place stays what it was. */
export function addressOf(lab: AnyLab, state: LabState, place = location.hash): string {
  const search = writeState(lab, state, new URLSearchParams(location.search)).toString();
  return `${location.pathname}${search && `?${search}`}${place}`;
}
