import type { Policy } from '../backend.ts';

/** A server at a tenth of its share is passed over nine times; one more for what is lost in rounding. */
const mostRounds = 11;

/**
 * The next eligible server in turn. One in slow start gathers its warmth at each turn and is taken when that makes a
 * whole turn.
 */
export function roundRobin(): Policy {
  let last = -1;
  const turns: number[] = [];
  return (backends) => {
    for (let step = 1; step <= mostRounds * backends.length; step++) {
      const place = (last + step) % backends.length;
      const backend = backends[place];
      if (!backend?.eligible) continue;
      const gathered = (turns[place] ?? 0) + backend.warmth;
      turns[place] = gathered < 1 ? gathered : gathered - 1;
      if (gathered < 1) continue;
      last = place;
      return place;
    }
    return undefined;
  };
}
