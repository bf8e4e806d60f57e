import { percentile } from '../../kernel/statistics.ts';
import { type Micros, millisecond, second } from '../../kernel/time.ts';
import type { Lab, Settings } from '../../lab/lab.ts';
import { comparison, isAnswered, timeline, waitOf, waits } from './charts.ts';
import { type History, keyCount, type Operation, replicaCount, simulate } from './model.ts';
import { primaryReplica } from './modes/primary.ts';
import type { Partition } from './network.ts';
import { judge, lostWrites, staleReads } from './verdict.ts';

const controls = {
  mode: {
    kind: 'choice',
    label: 'Who answers',
    options: {
      quorum: 'Majority quorum',
      primary: 'Primary only',
      local: 'Every replica, last write wins',
    },
    initial: 'local',
  },
  isolated: {
    kind: 'choice',
    label: 'Replica that is cut off',
    options: { primary: 'A, the primary', secondary: 'C, a secondary' },
    initial: 'secondary',
  },
  clientsCutOff: {
    kind: 'range',
    label: 'Clients cut off with it',
    unit: 'of 6',
    min: 0,
    max: 6,
    step: 1,
    initial: 2,
  },
  partition: { kind: 'range', label: 'Partition lasts', unit: 's', min: 0, max: 10, step: 0.5, initial: 4 },
  partitionStart: { kind: 'range', label: 'Partition starts at', unit: 's', min: 0, max: 10, step: 0.5, initial: 3 },
  delay: { kind: 'range', label: 'Delay of a message', unit: 'ms', min: 1, max: 50, step: 1, initial: 10 },
} as const;

type Controls = typeof controls;

type Happening =
  | { readonly kind: 'partition' | 'heal'; readonly replica: number }
  | {
      readonly kind: 'operation';
      readonly operation: Operation;
      readonly isStale: boolean;
      /** Whether it belongs to the shortest illegal history. */
      readonly isIllegal: boolean;
    }
  | { readonly kind: 'lost'; readonly key: number; readonly lost: number; readonly by: number };

/** What the reader can watch: the ends of operations, the cut, and what was overwritten unseen. */
export type Event = Happening & {
  readonly time: Micros;
  /** The value that each replica holds of each key, 0 before the first write. */
  readonly held: readonly (readonly number[])[];
  /** Whether the answers up to now are linearizable. */
  readonly isLegal: boolean;
};

const figures = {
  answeredShare: { label: 'Answered during the partition', unit: '%', digits: 1 },
  linearizable: { label: 'Linearizable', digits: 2, words: ['no', 'yes'] },
  staleReads: { label: 'Stale reads', digits: 0 },
  lostWrites: { label: 'Acknowledged writes lost', digits: 0 },
  p99: { label: 'Time to an answer, 99th percentile', unit: 'ms', digits: 1 },
  operations: { label: 'Operations', digits: 0 },
  answered: { label: 'Answered', digits: 0 },
  refused: { label: 'Refused', digits: 0 },
  timedOut: { label: 'Timed out, outcome unknown', digits: 0 },
  duringPartition: { label: 'Called during the partition', digits: 0 },
  violation: { label: 'Operations in the shortest illegal history', digits: 0 },
} as const;

type Figure = keyof typeof figures;

const clientCount = 6;

/** Three replicas, six clients and a partition: who is answered, and whether the answers could be those of one copy. */
export const lab = {
  id: 'cap',
  title: 'CAP theorem',
  question: 'While one replica is cut off, can all clients be answered and all answers be right?',
  prediction: {
    question:
      'every read and write goes to the primary, replica A. A is cut off with two of the six clients beside it. Who is answered meanwhile?',
    scenario: 'primary-cut-off',
    options: {
      majority: 'The four clients at B and C, since they are the majority',
      primary: 'Only the two clients at A, though they are the minority',
      nobody: 'Nobody, since no majority is complete without the primary',
      everybody: 'Everybody, some of them with old values',
    },
    answer({ events }, settings) {
      const { isolated, from, to } = partitionOf(settings);
      const places = events.flatMap((event) =>
        event.kind === 'operation' && isAnswered(event.operation) && isWithin(event.operation, from, to)
          ? [event.operation.replica]
          : [],
      );
      const [atIsolated, elsewhere] = [places.includes(isolated), places.some((place) => place !== isolated)];
      if (atIsolated) return elsewhere ? 'everybody' : 'primary';
      return elsewhere ? 'majority' : 'nobody';
    },
  },
  controls,
  figures,
  scenarios: [
    { id: 'local', name: 'Every replica answers, one is cut off', settings: {} },
    { id: 'quorum', name: 'Majority quorum, one replica is cut off', settings: { mode: 'quorum' } },
    {
      id: 'primary-cut-off',
      name: 'Primary only, and the primary is cut off',
      settings: { mode: 'primary', isolated: 'primary' },
    },
    { id: 'secondary-cut-off', name: 'Primary only, a secondary is cut off', settings: { mode: 'primary' } },
    {
      id: 'nobody-notices',
      name: 'Majority quorum, no client is cut off',
      settings: { mode: 'quorum', clientsCutOff: 0 },
    },
    { id: 'no-partition', name: 'Majority quorum without a partition', settings: { mode: 'quorum', partition: 0 } },
    {
      id: 'slow-network',
      name: 'Every replica answers, over a slow network',
      settings: { partition: 0, delay: 50 },
    },
  ],
  run(settings, seed) {
    const partition = partitionOf(settings);
    const clients = clientsOf(settings);
    const delay = Math.round(settings.delay * millisecond);
    const histories = modes.map((mode) => simulate({ mode, partition, clients, delay }, seed));
    const history = histories[modes.indexOf(settings.mode)] ?? { operations: [], losses: [], changes: [], held: [] };
    const { operations } = history;
    const { linearizable, violation } = judge(operations);
    const stale = new Set(staleReads(operations).map(({ id }) => id));
    const proof = new Set(violation.map(({ id }) => id));
    const illegalFrom = linearizable
      ? Infinity
      : violation.reduce((last, { outcome }) => (outcome.kind === 'answered' ? Math.max(last, outcome.at) : last), 0);
    const lost = lostWrites(history);
    const answered = operations.filter(isAnswered);
    const during = operations.filter((operation) => isWithin(operation, partition.from, partition.to));
    const happened: (Happening & { readonly time: Micros })[] = [
      ...operations.map((operation) => ({
        kind: 'operation' as const,
        time: operation.outcome.at,
        operation,
        isStale: stale.has(operation.id),
        isIllegal: proof.has(operation.id),
      })),
      ...lost.map((loss) => ({
        kind: 'lost' as const,
        key: operations.find(({ id }) => id === loss.lost)?.key ?? 0,
        ...loss,
      })),
    ];
    if (partition.to > partition.from) {
      happened.push({ kind: 'partition', time: partition.from, replica: partition.isolated });
      happened.push({ kind: 'heal', time: partition.to, replica: partition.isolated });
    }
    const heldAt = holdings(history.changes);
    const outcomes = (kind: Operation['outcome']['kind']): number =>
      operations.filter(({ outcome }) => outcome.kind === kind).length;
    return {
      events: happened
        .toSorted((a, b) => a.time - b.time)
        .map((event) => ({ ...event, held: heldAt(event.time), isLegal: event.time < illegalFrom })),
      charts: [comparison(histories, shortNames), timeline(operations, stale, proof), waits(histories, shortNames)],
      figures: {
        answeredShare: during.length === 0 ? 100 : (100 * during.filter(isAnswered).length) / during.length,
        linearizable: linearizable ? 1 : 0,
        staleReads: stale.size,
        lostWrites: lost.length,
        p99: answered.length === 0 ? 0 : percentile(answered.map(waitOf), 0.99) / millisecond,
        operations: operations.length,
        answered: answered.length,
        refused: outcomes('refused'),
        timedOut: outcomes('timed out'),
        duringPartition: during.length,
        violation: violation.length,
      },
    };
  },
  finding({ figures: found }, { mode }) {
    const who = { quorum: 'The majority quorum', primary: 'The primary', local: 'Every replica by itself' }[mode];
    const missed = Math.round(found.duringPartition * (1 - found.answeredShare / 100));
    const when =
      found.duringPartition === 0
        ? `answered ${found.answered} of ${found.operations} operations, none of them called in a partition`
        : missed === 0
          ? `answered all ${found.duringPartition} operations called during the partition`
          : `left ${missed} of ${found.duringPartition} operations called during the partition unanswered`;
    if (found.linearizable === 1) return `${who} ${when}, and the answers of the run are linearizable.`;
    const proof = `${count(found.violation, 'operation')} ${found.violation === 1 ? 'is' : 'are'} enough to prove it`;
    return `${who} ${when}, but the answers of the run are not linearizable (${proof}): ${count(found.staleReads, 'stale read')} and ${count(found.lostWrites, 'acknowledged write')} lost.`;
  },
  /** The share of clients that can reach who must answer. */
  theory({ mode, isolated, clientsCutOff, partition }) {
    if (mode === 'local') return { answeredShare: 100 };
    if (partition === 0) return { answeredShare: 100, linearizable: 1, lostWrites: 0, staleReads: 0 };
    const without = mode === 'primary' && isolated === 'primary' ? clientCount - clientsCutOff : clientsCutOff;
    return { answeredShare: 100 * (1 - without / clientCount), linearizable: 1, lostWrites: 0, staleReads: 0 };
  },
  describe(event) {
    switch (event.kind) {
      case 'partition':
        return `Replica ${letter(event.replica)} is cut off`;
      case 'heal':
        return `Replica ${letter(event.replica)} is connected again`;
      case 'lost':
        return `Acknowledged write ${'xyz'[event.key]} = ${event.lost + 1} is lost to ${event.by + 1}`;
      case 'operation': {
        const { client, replica, key, value, outcome } = event.operation;
        const what = value === undefined ? `reads ${'xyz'[key]}` : `writes ${'xyz'[key]} = ${value}`;
        const result = outcome.kind === 'answered' ? (value === undefined ? outcome.value : 'done') : outcome.kind;
        return `Client ${client + 1} at ${letter(replica)} ${what}: ${result}${event.isStale ? ', stale' : ''}`;
      }
    }
  },
  leftOut: [
    'Replicas do not crash, and keep what they hold.',
    'A partition cuts off exactly one replica; nobody sends a lost message again until it has healed.',
    'No new primary is elected while the old one is cut off.',
    'Clocks of replicas are wrong by a fixed 5 ms at most.',
    'A client never turns to another replica.',
  ],
} as const satisfies Lab<Controls, Event, Figure>;

const modes = ['quorum', 'primary', 'local'] as const satisfies readonly Settings<Controls>['mode'][];
/** The modes as charts name them. */
const shortNames = ['Quorum', 'Primary', 'Every replica'];

function partitionOf({ isolated, partitionStart, partition }: Settings<Controls>): Partition {
  const from = Math.round(partitionStart * second);
  return {
    isolated: isolated === 'primary' ? primaryReplica : replicaCount - 1,
    from,
    to: from + Math.round(partition * second),
  };
}

/** Which replica each client is beside: the first ones in turn at those that stay connected, the others at the isolated. */
export function clientsOf(settings: Settings<Controls>): readonly number[] {
  const { isolated } = partitionOf(settings);
  const connected = Array.from({ length: replicaCount }, (_, replica) => replica).filter(
    (replica) => replica !== isolated,
  );
  return Array.from({ length: clientCount }, (_, client) =>
    client < clientCount - settings.clientsCutOff ? (connected[client % connected.length] ?? isolated) : isolated,
  );
}

/** What each replica holds at moments that are asked for in the order of time. */
function holdings(changes: History['changes']): (time: Micros) => Event['held'] {
  let held: Event['held'] = Array.from({ length: replicaCount }, () => new Array<number>(keyCount).fill(0));
  let next = 0;
  return (time) => {
    for (let change = changes[next]; change && change.time <= time; change = changes[++next]) {
      const { replica, key, value } = change;
      held = held.map((values, at) => (at === replica ? values.with(key, value) : values));
    }
    return held;
  };
}

const isWithin = ({ called }: Operation, from: Micros, to: Micros): boolean => called >= from && called < to;

const letter = (replica: number): string => 'ABC'[replica] ?? '?';

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
