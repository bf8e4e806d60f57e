import type { Mode, Setup } from './mode.ts';

/** The replica that decides. */
export const primaryReplica = 0;

/**
 * Primary only: all reads and writes go to one replica, which orders them by their arrival and passes writes on to the
 * others without waiting; these never answer (Alsberg and Day, 1976, without their backup's word).
 */
export function primary({ network, replicas, replicaCount }: Setup): Mode {
  let order = 0;
  return {
    start(call) {
      const { id, replica: home, key, value } = call.request;
      call.mayTakeEffect();
      network.send(home, primaryReplica, () => {
        if (value === undefined) {
          const found = replicas.held(primaryReplica, key).value;
          return network.send(primaryReplica, home, () => call.answer(found));
        }
        order += 1;
        const version = { timestamp: order, writer: id, value, saw: new Set(replicas.seen(primaryReplica, key)) };
        replicas.merge(network.now(), primaryReplica, key, version);
        for (let other = 0; other < replicaCount; other++) {
          if (other === primaryReplica) continue;
          network.send(primaryReplica, other, () => replicas.merge(network.now(), other, key, version));
        }
        network.send(primaryReplica, home, () => call.answer());
      });
    },
    heal() {},
  };
}
