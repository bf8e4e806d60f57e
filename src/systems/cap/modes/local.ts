import type { Mode, Setup } from './mode.ts';

/**
 * Local reads and writes, last write wins: the replica beside the client answers at once, stamps a write with its own
 * clock, and passes it on (Thomas's write rule, 1979). When a partition has healed, replicas exchange all they hold
 * (anti-entropy, Demers et al. 1987).
 */
export function local({ network, replicas, replicaCount, keyCount, skew }: Setup): Mode {
  const passOn = (from: number, key: number): void => {
    const version = replicas.held(from, key);
    for (let other = 0; other < replicaCount && version.writer >= 0; other++) {
      if (other !== from) network.send(from, other, () => replicas.merge(network.now(), other, key, version));
    }
  };
  return {
    start(call) {
      const { id, replica: home, key, value } = call.request;
      call.mayTakeEffect();
      network.send(home, home, () => {
        if (value === undefined) return call.answer(replicas.held(home, key).value);
        const timestamp = network.now() + (skew[home] ?? 0);
        replicas.merge(network.now(), home, key, {
          timestamp,
          writer: id,
          value,
          saw: new Set(replicas.seen(home, key)),
        });
        passOn(home, key);
        call.answer();
      });
    },
    heal() {
      for (let replica = 0; replica < replicaCount; replica++) {
        for (let key = 0; key < keyCount; key++) passOn(replica, key);
      }
    },
  };
}
