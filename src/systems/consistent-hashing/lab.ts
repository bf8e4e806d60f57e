import type { Micros } from '../../kernel/time.ts';
import type { Lab, Run, Series, Settings } from '../../lab/lab.ts';
import { hashedKeys, loadsOf, type Move, movesBetween, schemes, worstOverload } from './model.ts';
import type { Node, Scheme } from './schemes/scheme.ts';

const controls = {
  scheme: {
    kind: 'choice',
    label: 'Scheme',
    options: {
      modulo: 'Modulo',
      ring: 'Ring',
      boundedLoad: 'Ring with bounded loads',
      rendezvous: 'Rendezvous',
      jump: 'Jump',
    },
    initial: 'ring',
  },
  change: {
    kind: 'choice',
    label: 'Change',
    options: { add: 'A node joins', removeLast: 'The last node leaves', removeMiddle: 'A node in the middle leaves' },
    initial: 'add',
  },
  nodes: { kind: 'range', label: 'Nodes before', min: 2, max: 20, step: 1, initial: 10 },
  points: { kind: 'range', label: 'Points a node on the ring', min: 1, max: 1000, step: 1, initial: 100 },
  weight: { kind: 'range', label: 'Weight of the first node', min: 1, max: 5, step: 1, initial: 1 },
  slack: { kind: 'range', label: 'Slack of a bounded load', unit: '%', min: 5, max: 100, step: 5, initial: 10 },
} as const;

type HashingSettings = Settings<typeof controls>;

/** A key that changes its node; keys are looked up one a microsecond. */
interface MoveEvent extends Move {
  readonly time: Micros;
}

type Figure = 'moved' | 'movedByModulo' | 'needed' | 'movedBetweenOld' | 'overload' | 'tableBytes';

const keyCount = 10_000;

/** How many moves the table and the player have: the first of the run. */
const eventsKept = 400;

function run(settings: HashingSettings, seed: number): Run<MoveEvent, Figure> {
  const keys = hashedKeys(keyCount, seed);
  const { before, after } = nodesOf(settings);
  const moveWith = (scheme: Scheme) => {
    const options = { points: settings.points, slack: settings.slack, seed };
    const old = { nodes: before, placement: scheme(keys, before, options) };
    const now = { nodes: after, placement: scheme(keys, after, options) };
    return { old, now, moves: movesBetween(old, now) };
  };
  const { old, now, moves } = moveWith(schemes[settings.scheme]);
  const loadsBefore = loadsOf(old.placement, before);
  const loadsAfter = loadsOf(now.placement, after);
  const inPerCent = (keysMoved: number): number => (100 * keysMoved) / keyCount;
  return {
    events: moves.slice(0, eventsKept).map((move) => ({ ...move, time: move.key })),
    series: [barsOf('Keys before', before, loadsBefore), barsOf('Keys after', after, loadsAfter)],
    figures: {
      moved: inPerCent(moves.length),
      movedByModulo: inPerCent((settings.scheme === 'modulo' ? moves : moveWith(schemes.modulo).moves).length),
      needed: inPerCent(moves.filter(({ isBetweenOld }) => !isBetweenOld).length),
      movedBetweenOld: inPerCent(moves.filter(({ isBetweenOld }) => isBetweenOld).length),
      overload: worstOverload(loadsAfter, after),
      tableBytes: now.placement.tableBytes,
    },
  };
}

function nodesOf({ nodes, weight, change }: HashingSettings): {
  readonly before: readonly Node[];
  readonly after: readonly Node[];
} {
  const numbered = Array.from({ length: nodes + 1 }, (_, id) => ({ id, weight: id === 0 ? weight : 1 }));
  const before = numbered.slice(0, nodes);
  switch (change) {
    case 'add':
      return { before, after: numbered };
    case 'removeLast':
      return { before, after: before.slice(0, -1) };
    case 'removeMiddle':
      return { before, after: before.toSpliced(Math.floor(nodes / 2), 1) };
  }
}

const barsOf = (name: string, nodes: readonly Node[], loads: readonly number[]): Series => ({
  name,
  form: 'bar',
  x: nodes.map(({ id }) => id),
  y: loads,
});

function finding({ figures }: Run<MoveEvent, Figure>, { scheme, change, nodes }: HashingSettings): string {
  const { moved, movedByModulo, movedBetweenOld, overload } = figures;
  const event = change === 'add' ? `one node more than ${nodes}` : `one node fewer than ${nodes}`;
  const useless =
    movedBetweenOld === 0
      ? 'none of them between nodes that stay'
      : `${movedBetweenOld.toFixed(2)}% from one node that stays to another`;
  const contrast = scheme === 'modulo' ? '' : `, where modulo moves ${movedByModulo.toFixed(2)}%`;
  return `${controls.scheme.options[scheme]}: ${event} moves ${moved.toFixed(2)}% of the keys, ${useless}${contrast}; the fullest node then has ${overload.toFixed(2)} times its fair share.`;
}

/**
 * The share of the keys that moves on average over hash functions. Modulo: a hash keeps its node when its remainders by
 * both numbers are the same. The others move the share of the node that joins or leaves.
 */
function theory({ scheme, change, nodes, weight, points }: HashingSettings): Partial<Record<Figure, number>> {
  const more = change === 'add' ? nodes + 1 : nodes;
  const total = more + weight - 1;
  switch (scheme) {
    case 'modulo':
      return change === 'removeMiddle' ? { tableBytes: 0 } : { moved: 100 * (1 - 1 / more), tableBytes: 0 };
    case 'jump':
      return change === 'removeMiddle' ? { tableBytes: 0 } : { moved: 100 / more, movedBetweenOld: 0, tableBytes: 0 };
    case 'rendezvous':
      return { moved: 100 / total, movedBetweenOld: 0, tableBytes: 0 };
    case 'ring': {
      const totalAfter = change === 'add' ? total : total - 1;
      return { moved: 100 / total, movedBetweenOld: 0, tableBytes: 6 * points * totalAfter };
    }
    case 'boundedLoad':
      return {};
  }
}

/** Five ways to place keys on nodes, and what each moves when a node joins or leaves. */
export const lab = {
  id: 'consistent-hashing',
  title: 'Consistent hashing',
  question: 'Ten nodes share 10,000 keys and an eleventh joins: how many keys change their node?',
  controls,
  figures: {
    moved: { label: 'Keys moved', unit: '%', digits: 2 },
    movedByModulo: { label: 'Keys that modulo moves', unit: '%', digits: 2 },
    needed: { label: 'Moved to the node that joins or from the one that leaves', unit: '%', digits: 2 },
    movedBetweenOld: { label: 'Moved between nodes that stay', unit: '%', digits: 2 },
    overload: { label: 'Fullest node against its fair share', digits: 2 },
    tableBytes: { label: 'Table of a client', unit: 'bytes', digits: 0 },
  },
  scenarios: [
    { id: 'ring', name: 'A node joins a ring', settings: {} },
    { id: 'modulo', name: 'A node joins under modulo', settings: { scheme: 'modulo' } },
    { id: 'one-point', name: 'One point a node', settings: { points: 1 } },
    { id: 'bounded', name: 'Few points, bounded loads', settings: { scheme: 'boundedLoad', points: 10 } },
    { id: 'rendezvous', name: 'A first node of weight 3', settings: { scheme: 'rendezvous', weight: 3 } },
    { id: 'jump', name: 'Jump hash loses its last node', settings: { scheme: 'jump', change: 'removeLast' } },
    {
      id: 'jump-middle',
      name: 'Jump hash loses a node in the middle',
      settings: { scheme: 'jump', change: 'removeMiddle' },
    },
  ],
  run,
  finding,
  theory,
  describe: ({ key, from, to, isBetweenOld }) =>
    `key-${key} moves from node ${from} to node ${to}${isBetweenOld ? ', both of which stay' : ''}`,
  leftOut: [
    'Keys are equally popular: a hot key overloads its node under every scheme.',
    'Copying the keys that move takes no time, and all clients learn of the change at once.',
    'No replicas: each key has one node.',
    'Keys keep their order when loads are bounded; in a running system that order is when they came.',
  ],
} satisfies Lab<typeof controls, MoveEvent, Figure>;
