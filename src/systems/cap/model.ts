import { type Random, streams } from '../../kernel/random.ts';
import { type Micros, millisecond, second } from '../../kernel/time.ts';
import { local } from './modes/local.ts';
import type { Mode, Request, Setup } from './modes/mode.ts';
import { primary } from './modes/primary.ts';
import { quorum } from './modes/quorum.ts';
import { network, type Partition } from './network.ts';
import { type Change, type Loss, replicas } from './replicas.ts';

/** How replicas answer, by name. */
const modes = { quorum, primary, local } as const satisfies Record<string, (setup: Setup) => Mode>;

/** What a run is made of. */
export interface Options {
  readonly mode: keyof typeof modes;
  readonly partition: Partition;
  /** The replica that each client is beside. */
  readonly clients: readonly number[];
  /** Mean time of a message between two replicas. */
  readonly delay: Micros;
  /** Replicas that a query and a store of the quorum mode wait for; a majority of three each, if absent. */
  readonly readQuorum?: number;
  readonly writeQuorum?: number;
}

/**
 * How a request ended: with an answer; refused, so that it never takes effect; or timed out, so that a write may or may
 * not take effect, now or later.
 */
type Outcome =
  | { readonly kind: 'answered'; readonly at: Micros; readonly value?: number }
  | { readonly kind: 'refused' | 'timed out'; readonly at: Micros };

/** A request and how it ended. */
export interface Operation extends Request {
  readonly called: Micros;
  readonly outcome: Outcome;
}

/** A whole run: its operations by the time of their ends, what was overwritten unseen, and what the replicas came to hold. */
export interface History {
  readonly operations: readonly Operation[];
  readonly losses: readonly Loss[];
  /** From 0 everywhere on. */
  readonly changes: readonly Change[];
}

export const replicaCount = 3;
export const keyCount = 3;
/** Clients call until here. */
export const lastCall: Micros = 10 * second;
/** A client waits so long for an answer, and calls again no earlier. */
const timeout: Micros = 500 * millisecond;
/** Between two calls of a client the timeout passes, and up to this much. */
const pause: Micros = 300 * millisecond;
/** Clocks of replicas are up to so far from true time, either way. */
const clockError: Micros = 5 * millisecond;

/** Three replicas of a few registers, their clients and a partition: what every request came to. */
export function simulate(
  { mode, partition, clients, delay, readQuorum = 2, writeQuorum = 2 }: Options,
  seed: number,
): History {
  const [calls, messages, clocks] = streams(seed, 3);
  const net = network(delay, partition, messages);
  const stores = replicas(replicaCount, keyCount);
  const skew = Array.from({ length: replicaCount }, () => clocks.below(2 * clockError + 1) - clockError);
  const { start, heal } = modes[mode]({
    network: net,
    replicas: stores,
    replicaCount,
    keyCount,
    readQuorum,
    writeQuorum,
    skew,
  });
  const operations: Operation[] = [];
  for (const { called, ...request } of requests(clients, calls)) {
    let isOpen = true;
    let hasEffect = false;
    const end = (outcome: Outcome): void => {
      if (isOpen) operations.push({ ...request, called, outcome });
      isOpen = false;
    };
    net.at(called, () =>
      start({
        request,
        isOpen: () => isOpen,
        mayTakeEffect: () => {
          hasEffect = request.value !== undefined;
        },
        answer: (value) => end({ kind: 'answered', at: net.now(), ...(value !== undefined && { value }) }),
      }),
    );
    net.at(called + timeout, () => end({ kind: hasEffect ? 'timed out' : 'refused', at: net.now() }));
  }
  if (partition.to > partition.from) net.at(partition.to, heal);
  net.run();
  return { operations, losses: stores.losses, changes: stores.changes };
}

/** What clients ask, and when: half reads, half writes, of keys at random; the same in every mode. */
function requests(clients: readonly number[], random: Random): readonly (Request & { readonly called: Micros })[] {
  const asked: (Request & { readonly called: Micros })[] = [];
  for (const [client, replica] of clients.entries()) {
    let called: Micros = random.below(timeout);
    while (called < lastCall) {
      const id = asked.length;
      const key = random.below(keyCount);
      asked.push({ id, client, replica, key, called, ...(random.below(2) === 0 && { value: id + 1 }) });
      called += timeout + 1 + random.below(pause);
    }
  }
  return asked;
}
