import { type Micros, minute } from '../../kernel/time.ts';

export type LoadName = 'step' | 'sine' | 'spike' | 'constant';

const low = 150;

/** Requests a second at a moment, before chance. */
export const loads: Readonly<Record<LoadName, (time: Micros) => number>> = {
  constant: () => low,
  /** Four times as much for two hours. */
  step: (time) => (time >= 60 * minute && time < 180 * minute ? 4 * low : low),
  /** Up and down every two hours. */
  sine: (time) => low + 450 * wave(time / (120 * minute)),
  /** Seven times as much for a quarter of an hour. */
  spike: (time) => (time >= 30 * minute && time < 45 * minute ? 7 * low : low),
};

/** From 0 to 1 and back within a turn, smooth: (1 − cos)/2 to within 2 %, without the engine's cosine. */
function wave(turns: number): number {
  const turn = turns - Math.floor(turns);
  const rising = turn < 0.5 ? 2 * turn : 2 - 2 * turn;
  return rising * rising * (3 - 2 * rising);
}
