import type { Backend, Policy } from '../backend.ts';

/** The eligible server of the least cost; of equals the next in turn, so that an idle fleet is used evenly. */
export function least(costOf: (backend: Backend, backends: readonly Backend[], client: number) => number): Policy {
  let last = -1;
  return (backends, client) => {
    let chosen: number | undefined;
    let lowest = Infinity;
    for (let step = 1; step <= backends.length; step++) {
      const place = (last + step) % backends.length;
      const backend = backends[place];
      if (!backend?.eligible) continue;
      const cost = costOf(backend, backends, client);
      if (cost >= lowest) continue;
      chosen = place;
      lowest = cost;
    }
    last = chosen ?? last;
    return chosen;
  };
}
