import type { Policy } from '../backend.ts';
import { mix } from './mix.ts';

/** Points on the ring for each server; as many as ketama has. */
const pointsEach = 160;

/** The server whose point follows the client's on a ring (Karger and others 1997); points of servers that are out are passed. */
export function consistentHash(servers: number): Policy {
  const ring = Array.from({ length: servers * pointsEach }, (_, i) => ({
    server: Math.floor(i / pointsEach),
    point: mix(mix(i) ^ 0x9e3779b9),
  })).sort((a, b) => a.point - b.point || a.server - b.server);
  return (backends, client) => {
    const point = mix(client);
    let low = 0;
    let high = ring.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ring[middle]?.point ?? 0) < point) low = middle + 1;
      else high = middle;
    }
    for (let step = 0; step < ring.length; step++) {
      const server = ring[(low + step) % ring.length]?.server;
      if (server !== undefined && backends[server]?.eligible) return server;
    }
    return undefined;
  };
}
