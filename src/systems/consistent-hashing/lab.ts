import { meanOf } from '../../kernel/statistics.ts';
import type { Micros } from '../../kernel/time.ts';
import type { Lab, Run, Series, Settings } from '../../lab/lab.ts';
import { nodesOf } from './change.ts';
import { degreesOf, type NearPoint, pointsNear, scoresOf, stepsOf } from './look-up.ts';
import { hashedKeys, loadsOf, type Move, movesBetween, placeByAll, type SchemeName, worstOverload } from './model.ts';
import { firstPoints, placeAt, pointsOf, type Ring, ringOf, without } from './schemes/ring.ts';
import type { Node } from './schemes/scheme.ts';

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
    options: { add: 'A node joins', removeLast: 'The last node leaves', removeMiddle: 'A middle node leaves' },
    initial: 'add',
  },
  nodes: { kind: 'range', label: 'Nodes before', min: 2, max: 20, step: 1, initial: 10 },
  points: { kind: 'range', label: 'Points a node on the ring', min: 1, max: 1000, step: 1, initial: 100 },
  weight: { kind: 'range', label: 'Weight of node 0', min: 1, max: 5, step: 1, initial: 1 },
  slack: { kind: 'range', label: 'Slack of a bounded load', unit: '%', min: 5, max: 100, step: 5, initial: 10 },
} as const;

type HashingSettings = Settings<typeof controls>;

/** The points of the ring in whole degrees, each once: those of the node that joins or leaves, and those of the others. */
interface RingView {
  readonly changing: readonly number[];
  readonly others: readonly number[];
}

/** One key looked up before the change and after it; a look-up takes a microsecond. */
export interface LookUp extends Move {
  readonly time: Micros;
  readonly hash: number;
  /** The score of each node, before or after, under rendezvous hashing. */
  readonly scores?: readonly number[];
  /** The ring of the nodes before and after together, and what of it is near the key. */
  readonly ring?: RingView;
  readonly near?: readonly NearPoint[];
}

type Figure = 'moved' | 'movedByModulo' | 'needed' | 'movedBetweenOld' | 'overload' | 'tableBytes' | 'steps';

const keyCount = 10_000;
/** Of so many keys one is followed: under bounded loads the first keys would meet no full node. */
const stride = 50;
const followedKeys = Array.from({ length: keyCount / stride }, (_, i) => i * stride);
const pointCounts = [1, 10, 100] as const;

const schemeNames = ['modulo', 'ring', 'boundedLoad', 'rendezvous', 'jump'] as const;

function run(settings: HashingSettings, seed: number): Run<LookUp, Figure> {
  const keys = hashedKeys(keyCount, seed);
  const options = { points: settings.points, slack: settings.slack, seed };
  const { before, after, all, changing } = nodesOf(settings);
  const whole = ringOf(pointsOf(all, options));
  const ringFor = (nodes: readonly Node[]): Ring => (nodes === all ? whole : without(whole, changing));
  const ring = ringFor(after);
  const old = placeByAll(keys, { nodes: before, ring: ringFor(before) }, options);
  const now = placeByAll(keys, { nodes: after, ring }, options);
  const resultOf = (scheme: SchemeName) => {
    const moves = movesBetween({ nodes: before, placement: old[scheme] }, { nodes: after, placement: now[scheme] });
    const between = inPerCent(moves.filter(({ isBetweenOld }) => isBetweenOld).length);
    return { moves, moved: inPerCent(moves.length), between, needed: inPerCent(moves.length) - between };
  };
  const results = schemeNames.map(resultOf);
  const { moves, moved, between, needed } = resultOf(settings.scheme);
  const { owners, tableBytes } = now[settings.scheme];
  const loads = loadsOf(now[settings.scheme], after);
  const steps = followedKeys.map((key) =>
    stepsOf(settings.scheme, { hash: keys[key] ?? 0, owner: owners[key] ?? 0 }, { nodes: after, ring }),
  );
  return {
    events: lookUpsOf(settings, { keys, owners, moves, all, changing, ring: whole, seed }),
    charts: [
      {
        title: `Keys that move: node ${changing} ${settings.change === 'add' ? 'joins' : 'leaves'}`,
        x: { label: 'Scheme', names: ['Modulo', 'Ring', 'Bounded', 'Rendezvous', 'Jump'] },
        y: { label: 'Keys, %' },
        series: [
          barsOf(
            'To or from that node',
            results.map((result) => result.needed),
          ),
          barsOf(
            'Between nodes that stay',
            results.map((result) => result.between),
          ),
        ],
      },
      {
        title: `${controls.scheme.options[settings.scheme]}: keys on each node`,
        x: { label: 'Node' },
        y: { label: 'Keys' },
        series: [
          barsOf('Before', loadsOf(old[settings.scheme], before)),
          barsOf(
            'After',
            loads,
            after.map(({ id }) => id),
          ),
        ],
      },
      {
        title: 'Ring: the fullest node, by points a node',
        x: { label: 'Points a node', names: pointCounts.map(String) },
        y: { label: 'Times its fair share' },
        series: [barsOf('Fullest node', overloadsByPoints(keys.toSorted(), after, seed))],
      },
    ],
    figures: {
      moved,
      movedByModulo: results[0]?.moved ?? 0,
      needed,
      movedBetweenOld: between,
      overload: worstOverload(loads, after),
      tableBytes,
      steps: meanOf(steps),
    },
  };
}

/** Bars at places 0, 1, 2 and so on, or at others. */
const barsOf = (name: string, y: readonly number[], x: readonly number[] = [...y.keys()]): Series => ({
  name,
  form: 'bar',
  x,
  y,
});

const inPerCent = (keys: number): number => (100 * keys) / keyCount;

interface Followed {
  readonly keys: Uint32Array;
  readonly owners: Uint16Array;
  readonly moves: readonly Move[];
  readonly all: readonly Node[];
  readonly changing: number;
  /** The ring of all nodes. */
  readonly ring: Ring;
  readonly seed: number;
}

/** The look-ups of the followed keys, up to the last that finds a key moved. */
function lookUpsOf({ scheme }: HashingSettings, { keys, owners, moves, all, changing, ring, seed }: Followed) {
  const view = scheme === 'ring' || scheme === 'boundedLoad' ? viewOf(ring, changing) : undefined;
  const moved = new Map(moves.filter(({ key }) => key % stride === 0).map((move) => [move.key, move]));
  const last = followedKeys.findLastIndex((key) => moved.has(key));
  return followedKeys.slice(0, last < 0 ? undefined : last + 1).map((key, time): LookUp => {
    const hash = keys[key] ?? 0;
    const owner = owners[key] ?? 0;
    const move = moved.get(key) ?? { key, from: owner, to: owner, isBetweenOld: false };
    return {
      ...move,
      time,
      hash,
      ...(scheme === 'rendezvous' && { scores: scoresOf(hash, all, seed) }),
      ...(view && { ring: view, near: pointsNear(ring, hash, [move.from, move.to]) }),
    };
  });
}

function viewOf({ hashes, owners }: Ring, changing: number): RingView {
  const own = new Set<number>();
  const others = new Set<number>();
  for (let i = 0; i < hashes.length; i++)
    (owners[i] === changing ? own : others).add(Math.round(degreesOf(hashes[i] ?? 0)));
  return { changing: [...own], others: [...others] };
}

/** How uneven rings of few and of many points are; keys in ascending order are looked up twice as fast. */
const overloadsByPoints = (keys: Uint32Array, nodes: readonly Node[], seed: number): readonly number[] =>
  pointCounts.map((points) => {
    const ring = ringOf(pointsOf(nodes, { points, seed }));
    return worstOverload(loadsOf(placeAt(ring, firstPoints(ring, keys)), nodes), nodes);
  });

function finding({ figures }: Run<LookUp, Figure>, { scheme, change, nodes }: HashingSettings): string {
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
  const isAtEnd = change !== 'removeMiddle';
  switch (scheme) {
    case 'modulo':
      return { tableBytes: 0, ...(isAtEnd && { moved: 100 - 100 / more }) };
    case 'jump':
      return { tableBytes: 0, ...(isAtEnd && { moved: 100 / more, movedBetweenOld: 0 }) };
    case 'rendezvous':
      return { tableBytes: 0, moved: 100 / total, movedBetweenOld: 0 };
    case 'ring':
      return {
        tableBytes: 6 * points * (change === 'add' ? total : total - 1),
        moved: 100 / total,
        movedBetweenOld: 0,
      };
    case 'boundedLoad':
      return {};
  }
}

/** Five ways to place keys on nodes, and what each moves when a node joins or leaves. */
export const lab = {
  id: 'consistent-hashing',
  title: 'Consistent hashing',
  question: 'When a node joins or leaves, how many keys move, and how even are the nodes then?',
  prediction: {
    question: 'jump hash spreads the keys over nodes 0 to 9, and node 5 fails. How many keys change their node?',
    scenario: 'jump-middle',
    options: {
      tenth: 'A tenth: those of the node that failed',
      half: 'About half: all nodes behind it move up by one',
      most: 'Nine in ten',
      all: 'All of them',
    },
    answer({ figures: { moved } }) {
      if (moved < 30) return 'tenth';
      if (moved < 70) return 'half';
      return moved < 99 ? 'most' : 'all';
    },
  },
  controls,
  figures: {
    moved: { label: 'Keys moved', unit: '%', digits: 2 },
    movedByModulo: { label: 'Keys that modulo moves', unit: '%', digits: 2 },
    needed: { label: 'Moved to or from the node that changes', unit: '%', digits: 2 },
    movedBetweenOld: { label: 'Moved between nodes that stay', unit: '%', digits: 2 },
    overload: { label: 'Fullest node, times its fair share', digits: 2 },
    tableBytes: { label: 'Table of a client', unit: 'bytes', digits: 0 },
    steps: { label: 'Steps of a look-up', digits: 1 },
  },
  scenarios: [
    { id: 'ring', name: 'A node joins a ring', settings: {} },
    { id: 'modulo', name: 'A node joins under modulo', settings: { scheme: 'modulo' } },
    { id: 'one-point', name: 'One point a node', settings: { points: 1 } },
    { id: 'leaves', name: 'A node leaves, ten points a node', settings: { points: 10, change: 'removeMiddle' } },
    { id: 'bounded', name: 'Few points, bounded loads', settings: { scheme: 'boundedLoad', points: 10 } },
    { id: 'rendezvous', name: 'Rendezvous, node 0 of weight 3', settings: { scheme: 'rendezvous', weight: 3 } },
    { id: 'jump', name: 'Jump hash loses its last node', settings: { scheme: 'jump', change: 'removeLast' } },
    {
      id: 'jump-middle',
      name: 'Jump hash loses a middle node',
      settings: { scheme: 'jump', change: 'removeMiddle' },
    },
  ],
  run,
  finding,
  theory,
  describe: ({ key, from, to, isBetweenOld }) =>
    from === to
      ? `key-${key} stays on node ${to}`
      : `key-${key} moves from node ${from} to node ${to}${isBetweenOld ? ', which both stay' : ''}`,
  step: { name: 'look-up', time: 1 },
} satisfies Lab<typeof controls, LookUp, Figure>;
