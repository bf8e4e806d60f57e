import { mix } from '../../../kernel/mix.ts';
import type { Policy } from '../backend.ts';
import { least } from './least.ts';

/** Points on the ring for each server, as many as nginx has for one of weight 1. */
const pointsEach = 160;

/**
 * The server of the first point that follows the client's on a ring of 2³² places (Karger and others 1997); the points
 * of servers that are out are passed.
 */
export function consistentHash(): Policy {
  const known: number[] = [];
  return least(({ id }, { length }, client) => (known[client * length + id] ??= distanceTo(id, client)));
}

/** From a client's place to the next point of a server. Two are never equal, since all are hashes of different numbers. */
function distanceTo(server: number, client: number): number {
  const place = mix(client);
  let nearest = Infinity;
  for (let i = 0; i < pointsEach; i++) nearest = Math.min(nearest, (mix(~(server * pointsEach + i)) - place) >>> 0);
  return nearest;
}
