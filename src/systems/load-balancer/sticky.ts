import type { Policy } from './backend.ts';

/** Sessions that live in the memory of a server each: a client returns to its server while that one is eligible. */
interface Sticky {
  readonly choose: Policy;
  /** A server has taken a client's request, and has its session from now on. */
  keep(client: number, server: number): void;
  /** A server is gone with the sessions that it holds; its clients are still led to it. */
  lose(server: number): void;
  /** How many sessions are lost: gone with their server, or begun anew on another one. */
  lost(): number;
}

/** A policy that chooses the server of whoever has none, or has to move. */
export function sticky(policy: Policy): Sticky {
  const home = new Map<number, { readonly server: number; readonly isAlive: boolean }>();
  let lost = 0;
  return {
    choose(backends, client) {
      const server = home.get(client)?.server;
      return server !== undefined && backends[server]?.eligible ? server : policy(backends, client);
    },
    keep(client, server) {
      const known = home.get(client);
      if (known?.isAlive && known.server !== server) lost += 1;
      home.set(client, { server, isAlive: true });
    },
    lose(server) {
      for (const [client, known] of home)
        if (known.server === server && known.isAlive) {
          home.set(client, { server, isAlive: false });
          lost += 1;
        }
    },
    lost: () => lost,
  };
}
