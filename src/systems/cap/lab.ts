import { percentile } from '../../kernel/statistics.ts';
import { type Micros, millisecond, second } from '../../kernel/time.ts';
import type { Lab, Settings } from '../../lab/lab.ts';
import { lastCall, type Operation, replicaCount, simulate } from './model.ts';
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
  partitionStart: { kind: 'range', label: 'Partition starts', unit: 's', min: 0, max: 10, step: 0.5, initial: 3 },
  partitionEnd: { kind: 'range', label: 'Partition ends', unit: 's', min: 0, max: 10, step: 0.5, initial: 7 },
  clientsCutOff: {
    kind: 'range',
    label: 'Clients beside the replica that is cut off, of six',
    min: 0,
    max: 6,
    step: 1,
    initial: 2,
  },
  isolated: {
    kind: 'choice',
    label: 'Replica that is cut off',
    options: { primary: 'A, the primary', secondary: 'C, a secondary' },
    initial: 'secondary',
  },
  delay: { kind: 'range', label: 'Delay of a message', unit: 'ms', min: 1, max: 50, step: 1, initial: 10 },
} as const;

type Controls = typeof controls;

/** What the reader can watch: the ends of operations, the cut, and what was overwritten unseen. */
export type Event =
  | { readonly kind: 'partition' | 'heal'; readonly time: Micros; readonly replica: number }
  | {
      readonly kind: 'operation';
      readonly time: Micros;
      readonly operation: Operation;
      readonly isStale: boolean;
      /** Whether it belongs to the shortest illegal history. */
      readonly isIllegal: boolean;
    }
  | { readonly kind: 'lost'; readonly time: Micros; readonly lost: number; readonly by: number };

const figures = {
  answeredShare: { label: 'Answered during the partition', unit: '%', digits: 1 },
  linearizable: { label: 'Linearizable (1) or not (0)', digits: 0 },
  lostWrites: { label: 'Acknowledged writes lost', digits: 0 },
  staleReads: { label: 'Stale reads', digits: 0 },
  p99: { label: '99th percentile of the time to an answer', unit: 'ms', digits: 1 },
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
    {
      id: 'secondary-cut-off',
      name: 'Primary only, a secondary is cut off',
      settings: { mode: 'primary' },
    },
    {
      id: 'nobody-notices',
      name: 'Majority quorum, no client is beside the replica that is cut off',
      settings: { mode: 'quorum', clientsCutOff: 0 },
    },
    { id: 'no-partition', name: 'Majority quorum without a partition', settings: { mode: 'quorum', partitionEnd: 0 } },
    {
      id: 'slow-network',
      name: 'Every replica answers, no partition but a slow network',
      settings: { partitionEnd: 0, delay: 50 },
    },
  ],
  run(settings, seed) {
    const partition = partitionOf(settings);
    const { mode, delay } = settings;
    const clients = placement(settings.clientsCutOff, partition.isolated);
    const history = simulate({ mode, partition, clients, delay: Math.round(delay * millisecond) }, seed);
    const { operations } = history;
    const { linearizable, violation } = judge(operations);
    const stale = staleReads(operations);
    const lost = lostWrites(history);
    const answered = operations.filter(isAnswered);
    const during = operations.filter(({ called }) => called >= partition.from && called < partition.to);
    const illegal = new Set(violation.map(({ id }) => id));
    const happened: Event[] = [
      ...operations.map((operation) => ({
        kind: 'operation' as const,
        time: operation.outcome.at,
        operation,
        isStale: stale.includes(operation),
        isIllegal: illegal.has(operation.id),
      })),
      ...lost.map((loss) => ({ kind: 'lost' as const, ...loss })),
    ];
    if (partition.to > partition.from) {
      happened.push({ kind: 'partition', time: partition.from, replica: partition.isolated });
      happened.push({ kind: 'heal', time: partition.to, replica: partition.isolated });
    }
    const outcomes = (kind: Operation['outcome']['kind']): number =>
      operations.filter(({ outcome }) => outcome.kind === kind).length;
    const waits = answered.map(waitOf);
    return {
      events: happened.toSorted((a, b) => a.time - b.time),
      series: [
        {
          name: 'Time to an answer, ms',
          form: 'line',
          x: answered.map(({ outcome }) => outcome.at / second),
          y: waits.map((wait) => wait / millisecond),
        },
        running(
          'Not answered so far',
          operations.filter((operation) => !isAnswered(operation)).map(({ outcome }) => outcome.at),
        ),
        running(
          'Stale reads so far',
          stale.map(({ outcome }) => outcome.at),
        ),
        running(
          'Acknowledged writes lost so far',
          lost.map(({ time }) => time),
        ),
      ],
      figures: {
        answeredShare: during.length === 0 ? 100 : (100 * during.filter(isAnswered).length) / during.length,
        linearizable: linearizable ? 1 : 0,
        lostWrites: lost.length,
        staleReads: stale.length,
        p99: waits.length === 0 ? 0 : percentile(waits, 0.99) / millisecond,
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
  theory({ mode, isolated, clientsCutOff, partitionStart, partitionEnd }) {
    if (mode === 'local' || partitionEnd <= partitionStart) return { answeredShare: 100 };
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
        return `The acknowledged write of ${event.lost + 1} gives way to ${event.by + 1}, which had not seen it`;
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

function partitionOf({ isolated, partitionStart, partitionEnd }: Settings<Controls>): Partition {
  return {
    isolated: isolated === 'primary' ? primaryReplica : replicaCount - 1,
    from: Math.round(partitionStart * second),
    to: Math.round(partitionEnd * second),
  };
}

/** Which replica each client is beside: the first ones in turn at those that stay connected, the others at the isolated. */
function placement(cutOff: number, isolated: number): readonly number[] {
  const connected = Array.from({ length: replicaCount }, (_, replica) => replica).filter(
    (replica) => replica !== isolated,
  );
  return Array.from({ length: clientCount }, (_, client) =>
    client < clientCount - cutOff ? (connected[client % connected.length] ?? isolated) : isolated,
  );
}

const isAnswered = ({ outcome }: Operation): boolean => outcome.kind === 'answered';

const waitOf = ({ called, outcome }: Operation): Micros => outcome.at - called;

/** A running count, in steps, from the start of the run to its end. */
function running(name: string, times: readonly Micros[]) {
  const sorted = times.toSorted((a, b) => a - b);
  const last = Math.max(lastCall, sorted.at(-1) ?? 0);
  return {
    name,
    form: 'step' as const,
    x: [0, ...sorted, last].map((time) => time / second),
    y: [0, ...sorted.map((_, i) => i + 1), sorted.length],
  };
}

const letter = (replica: number): string => 'ABC'[replica] ?? '?';

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
