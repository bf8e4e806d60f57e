import type { Policy } from './backend.ts';

/** A policy that leads each client back to its server while that one is eligible, and counts who had to move. */
export function sticky(policy: Policy): { readonly choose: Policy; readonly moved: () => number } {
  const home = new Map<number, number>();
  let moved = 0;
  const choose: Policy = (backends, client) => {
    const known = home.get(client);
    if (known !== undefined && backends[known]?.eligible) return known;
    const found = policy(backends, client);
    if (found === undefined) return undefined;
    if (known !== undefined) moved += 1;
    home.set(client, found);
    return found;
  };
  return { choose, moved: () => moved };
}
