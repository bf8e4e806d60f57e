import { mix } from '../../../kernel/mix.ts';
import type { Policy } from '../backend.ts';
import { roundRobin } from './round-robin.ts';

/** The first three octets of a client's IPv4 address: its network, one of many. */
export const networkOf = (client: number): readonly [number, number, number] => {
  const bits = mix(client);
  return [bits >>> 24, (bits >>> 16) & 255, (bits >>> 8) & 255];
};

/**
 * nginx's `ip_hash` (ngx_http_upstream_ip_hash_module.c) with equal weights: a hash of the network modulo the number of
 * all servers, hashed on where that one is down; after 21 of them, since `tries > 20` ends it, round robin.
 */
export function ipHash(): Policy {
  const inTurn = roundRobin();
  return (backends, client) => {
    const octets = networkOf(client);
    let hash = 89;
    for (let tries = 0; tries <= 20; tries++) {
      for (const octet of octets) hash = (hash * 113 + octet) % 6271;
      const place = hash % backends.length;
      if (backends[place]?.eligible) return place;
    }
    return inTurn(backends, client);
  };
}
