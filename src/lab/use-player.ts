import { useEffect, useRef, useState } from 'preact/hooks';
import type { AnyRun } from './lab.ts';

/** The place in the events of a run, and what moves it. */
export interface Player {
  /** How many events there are. */
  readonly count: number;
  /** The event that has just happened; −1 where there are none. */
  readonly at: number;
  readonly isPlaying: boolean;
  /** Events a second. */
  readonly speed: number;
  goTo(event: number): void;
  setSpeed(speed: number): void;
  /** Plays on, from the start where the end was reached; or pauses. */
  toggle(): void;
}

/** Speeds to choose from, in events a second. */
export const speeds = [2, 8, 32, 128] as const;

/** Replays the events of a run. A new run stands at its end, since that is what its figures tell of. */
export function usePlayer(run: AnyRun): Player {
  const last = run.events.length - 1;
  const [at, setAt] = useState(last);
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<number>(speeds[1]);
  const shown = useRef(run);
  if (shown.current !== run) {
    shown.current = run;
    setAt(last);
    setPlaying(false);
  }
  useEffect(() => {
    if (!isPlaying) return undefined;
    const start = performance.now();
    const from = at;
    let frame = requestAnimationFrame(function show(now) {
      const next = Math.min(last, from + Math.max(0, Math.floor(((now - start) * speed) / 1000)));
      setAt(next);
      if (next < last) frame = requestAnimationFrame(show);
      else setPlaying(false);
    });
    return () => cancelAnimationFrame(frame);
  }, [isPlaying, speed, run]);

  return {
    count: run.events.length,
    at: Math.min(at, last),
    isPlaying,
    speed,
    goTo: (event) => {
      setPlaying(false);
      setAt(Math.max(0, Math.min(last, event)));
    },
    setSpeed,
    toggle: () => {
      if (!isPlaying && at >= last) setAt(0);
      setPlaying(!isPlaying);
    },
  };
}
