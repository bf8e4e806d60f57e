import { percentile } from '../../kernel/statistics.ts';
import { type Micros, millisecond, second } from '../../kernel/time.ts';
import type { Lab, Settings } from '../../lab/lab.ts';
import { clientCount, comparison, isAnswered, timeline, waitOf, waits } from './charts.ts';
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
  partitionStart: { kind: 'range', label: 'Partition starts at', unit: 's', min: 0, max: 9.5, step: 0.5, initial: 3 },
  delay: { kind: 'range', label: 'Delay of a message', unit: 'ms', min: 1, max: 50, step: 1, initial: 10 },
} as const;

type Controls = typeof controls;

type Happening =
  | { readonly kind: 'partition'; readonly replica: number; readonly isCut: boolean }
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

/** An operation that ended. */
export type Ended = Extract<Event, { readonly kind: 'operation' }>;

const figures = {
  answeredShare: { label: 'Answered during the partition', unit: '%', digits: 1 },
  linearizable: { label: 'Linearizable', digits: 2, words: ['no', 'yes'] },
  staleReads: { label: 'Stale reads', digits: 0 },
  lostWrites: { label: 'Acknowledged writes lost', digits: 0 },
  p99: { label: 'Time to an answer, p99', unit: 'ms', digits: 1, infinite: 'no answers' },
  operations: { label: 'Operations', digits: 0 },
  answered: { label: 'Answered', digits: 0 },
  refused: { label: 'Refused', digits: 0 },
  timedOut: { label: 'Timed out, outcome unknown', digits: 0 },
  duringPartition: { label: 'Called during the partition', digits: 0 },
  violation: { label: 'Operations in the proof', digits: 0 },
} as const;

type Figure = keyof typeof figures;

/** Three replicas, six clients and a partition: who is answered, and whether the answers could be those of one copy. */
export const lab = {
  id: 'cap',
  title: 'CAP theorem',
  question: 'While one replica is cut off, can all clients be answered and all answers be right?',
  prediction: {
    question:
      'every read and write goes to the primary, replica A, which is cut off with two of the six clients. Who is answered meanwhile?',
    scenario: 'primary-cut-off',
    options: {
      majority: 'The four at B and C: they are the majority',
      primary: 'Only the two at A',
      nobody: 'Nobody',
      everybody: 'Everybody, some of them with old values',
    },
    answer({ figures: { answeredShare } }) {
      if (answeredShare === 100) return 'everybody';
      if (answeredShare === 0) return 'nobody';
      return answeredShare < 50 ? 'primary' : 'majority';
    },
  },
  controls,
  figures,
  scenarios: [
    { id: 'local', name: 'Every replica answers, one cut off', settings: {} },
    { id: 'quorum', name: 'Majority quorum, a replica cut off', settings: { mode: 'quorum' } },
    {
      id: 'primary-cut-off',
      name: 'Primary only, the primary cut off',
      settings: { mode: 'primary', isolated: 'primary' },
    },
    { id: 'secondary-cut-off', name: 'Primary only, a secondary cut off', settings: { mode: 'primary' } },
    {
      id: 'nobody-notices',
      name: 'Majority quorum, no client cut off',
      settings: { mode: 'quorum', clientsCutOff: 0 },
    },
    { id: 'no-partition', name: 'Majority quorum without a partition', settings: { mode: 'quorum', partition: 0 } },
    {
      id: 'slow-network',
      name: 'Every replica, over a slow network',
      settings: { partition: 0, delay: 50 },
    },
  ],
  run(settings, seed) {
    const partition = partitionOf(settings);
    const clients = clientsOf(settings);
    const delay = Math.round(settings.delay * millisecond);
    const simulated = (mode: keyof typeof controls.mode.options) => simulate({ mode, partition, clients, delay }, seed);
    const history = simulated(settings.mode);
    const histories = modes.map((mode) => (mode === settings.mode ? history : simulated(mode)));
    const { operations } = history;
    const names = modes.map((mode) => controls.mode.options[mode].replace(/,.*/, ''));
    const { linearizable, violation } = judge(operations);
    const stale = new Set(staleReads(operations).map(({ id }) => id));
    const proof = new Set(violation.map(({ id }) => id));
    // Whatever was still open at the illegal answer counts as ended then.
    const illegalFrom = linearizable ? Infinity : Math.max(...violation.map(({ outcome }) => outcome.at));
    const lost = lostWrites(history);
    const answered = operations.filter(isAnswered);
    const during = operations.filter(({ called }) => called >= partition.from && called < partition.to);
    const happened: (Happening & { readonly time: Micros })[] = [
      ...operations.map((operation) => ({
        kind: 'operation' as const,
        time: operation.outcome.at,
        operation,
        isStale: stale.has(operation.id),
        isIllegal: proof.has(operation.id),
      })),
      ...lost.map((loss) => ({ kind: 'lost' as const, ...loss })),
    ];
    for (const [time, isCut] of [
      [partition.from, true],
      [partition.to, false],
    ] as const)
      if (settings.partition > 0) happened.push({ kind: 'partition', time, replica: partition.isolated, isCut });
    const outcomes = (kind: Operation['outcome']['kind']): number =>
      operations.filter(({ outcome }) => outcome.kind === kind).length;
    return {
      events: happened
        .toSorted((a, b) => a.time - b.time)
        .map((event) => ({ ...event, held: heldAt(event.time, history.changes), isLegal: event.time < illegalFrom })),
      charts: [comparison(histories, names), timeline(operations, stale, proof), waits(histories, names)],
      figures: {
        answeredShare: during.length === 0 ? 100 : (100 * during.filter(isAnswered).length) / during.length,
        linearizable: linearizable ? 1 : 0,
        staleReads: stale.size,
        lostWrites: lost.length,
        p99: percentile(answered.map(waitOf), 0.99) / millisecond || Infinity,
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
    const during = found.duringPartition;
    const answered =
      during > 0
        ? `it answers ${Math.round((during * found.answeredShare) / 100)} of ${count(during, 'operation')} called during the partition`
        : 'no operation is called in a partition';
    const wrong = `${count(found.staleReads, 'stale read')} and ${count(found.lostWrites, 'acknowledged write')} lost`;
    const verdict =
      found.linearizable === 1
        ? 'and the answers of the run are linearizable'
        : `but the answers of the run are not linearizable (${found.violation} of them prove it): ${wrong}`;
    return `${controls.mode.options[mode]}: ${answered}, ${verdict}.`;
  },
  /** The share of clients that can reach who must answer. */
  theory({ mode, isolated, clientsCutOff, partition }) {
    if (mode === 'local') return { answeredShare: 100 };
    const without = mode === 'primary' && isolated === 'primary' ? clientCount - clientsCutOff : clientsCutOff;
    const answeredShare = 100 * (1 - (partition > 0 ? without : 0) / clientCount);
    return { answeredShare, linearizable: 1, lostWrites: 0, staleReads: 0 };
  },
  describe(event) {
    switch (event.kind) {
      case 'partition':
        return `Replica ${letters[event.replica]} is ${event.isCut ? 'cut off' : 'connected again'}`;
      case 'lost':
        return `Acknowledged write ${keys[event.key]} = ${event.lost + 1} is lost to ${event.by + 1}`;
      case 'operation': {
        const { client, replica } = event.operation;
        return `Client ${client + 1} at ${letters[replica]} ${told(event).join('')}`;
      }
    }
  },
} as const satisfies Lab<Controls, Event, Figure>;

const modes = ['quorum', 'primary', 'local'] as const satisfies readonly Settings<Controls>['mode'][];

const isolatedReplica = { primary: primaryReplica, secondary: replicaCount - 1 };

function partitionOf({ isolated, partitionStart, partition }: Settings<Controls>): Partition {
  const from = Math.round(partitionStart * second);
  return {
    isolated: isolatedReplica[isolated],
    from,
    to: from + Math.round(partition * second),
  };
}

/** Which replica each client is beside: the first ones in turn at those that stay connected, the others at the isolated. */
export function clientsOf({ isolated, clientsCutOff }: Settings<Controls>): readonly number[] {
  const connected = isolated === 'primary' ? 1 : 0;
  return Array.from({ length: clientCount }, (_, client) =>
    client < clientCount - clientsCutOff ? connected + (client % 2) : isolatedReplica[isolated],
  );
}

/** The value that each replica holds of each key at a moment. */
function heldAt(time: Micros, changes: History['changes']): Event['held'] {
  const held = Array.from({ length: replicaCount }, () => new Array<number>(keyCount).fill(0));
  for (const change of changes) if (change.time <= time) held[change.replica]?.splice(change.key, 1, change.value);
  return held;
}

/** What a client asked, and what it was told. */
export function told({ operation: { key, value, outcome }, isStale }: Ended): readonly [string, string] {
  const asked = `${value === undefined ? 'reads' : 'writes'} ${keys[key]}`;
  if (outcome.kind !== 'answered') return [asked, `: ${outcome.kind}`];
  return [asked, value === undefined ? `: ${outcome.value}${isStale ? ', stale' : ''}` : ` = ${value}`];
}

/** What replicas and keys are called. */
export const letters = 'ABC';
export const keys = 'xyz';

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
