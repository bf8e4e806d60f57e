import { isLater, type Version } from '../replicas.ts';
import type { Call, Mode, Setup } from './mode.ts';

/**
 * Majority quorum: the register of Attiya, Bar-Noy and Dolev (Sharing Memory Robustly in Message-Passing Systems, JACM
 * 42(1), 1995), with the query of a writer of Lynch and Shvartsman (1997), so that many may write. Both operations have
 * two phases, *query* and *store*; any query meets any completed store where R + W > N.
 */
export function quorum({ network, replicas, replicaCount, readQuorum, writeQuorum }: Setup): Mode {
  /** Asks all replicas for their version; goes on with the latest, and all writes they knew, when R have answered. */
  const query = (
    { request: { replica: home, key } }: Call,
    then: (latest: Version, known: ReadonlySet<number>) => void,
  ): void => {
    let latest: Version | undefined;
    let answers = 0;
    const known = new Set<number>();
    toAll((replica) => {
      const version = replicas.held(replica, key);
      const seen = [...replicas.seen(replica, key)];
      network.send(replica, home, () => {
        for (const writer of seen) known.add(writer);
        if (!latest || isLater(version, latest)) latest = version;
        answers += 1;
        if (answers === readQuorum) then(latest, new Set(known));
      });
    }, home);
  };
  /** Sends a version to all replicas; goes on when W have kept it or hold a later one. */
  const store = ({ request: { replica: home, key } }: Call, version: Version, then: () => void): void => {
    let stored = 0;
    toAll((replica) => {
      if (version.writer >= 0) replicas.merge(network.now(), replica, key, version);
      network.send(replica, home, () => {
        stored += 1;
        if (stored === writeQuorum) then();
      });
    }, home);
  };
  const toAll = (action: (replica: number) => void, home: number): void => {
    for (let replica = 0; replica < replicaCount; replica++) network.send(home, replica, () => action(replica));
  };
  return {
    start(call) {
      query(call, (latest, saw) => {
        if (!call.isOpen()) return;
        const { id, value } = call.request;
        if (value === undefined) return store(call, latest, () => call.answer(latest.value));
        const timestamp = Math.max(0, latest.timestamp) + 1;
        call.mayTakeEffect();
        store(call, { timestamp, writer: id, value, saw }, () => call.answer());
      });
    },
    heal() {},
  };
}
