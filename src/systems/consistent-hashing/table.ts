import type { MeasuredTable } from '../../lab/measured-table.ts';
import { lab } from './lab.ts';

const { scheme: schemes, change: changes } = lab.controls;

/** What each scheme moves when an eleventh node joins ten, how even it is, and what a look-up takes. */
const joining = {
  id: 'consistent-hashing-measured',
  title: 'An eleventh node joins ten, measured',
  question: 'What does each scheme move when a node joins, how even are the nodes then, and what does a look-up take?',
  verdict:
    'Modulo moves nine keys in ten, most of them between nodes that stay; a ring, rendezvous and jump move only what the new node takes.',
  chapter: 'consistent-hashing',
  lab,
  rowsName: 'Scheme',
  rows: [
    { name: schemes.options.modulo, settings: { scheme: 'modulo' } },
    { name: 'Ring, 1 point a node', settings: { scheme: 'ring', points: 1 } },
    { name: 'Ring, 100 points a node', settings: { scheme: 'ring' } },
    { name: 'Ring, 100 points, loads bounded to 10%', settings: { scheme: 'boundedLoad' } },
    { name: schemes.options.rendezvous, settings: { scheme: 'rendezvous' } },
    { name: schemes.options.jump, settings: { scheme: 'jump' } },
  ],
  columns: [
    { name: 'Keys moved', figure: 'moved' },
    { name: 'Between nodes that stay', figure: 'movedBetweenOld', best: 'lowest' },
    { name: 'Fullest node, times its fair share', figure: 'overload', best: 'lowest' },
    { name: 'Table of a client', figure: 'tableBytes', best: 'lowest' },
    { name: 'Steps of a look-up', figure: 'steps', best: 'lowest' },
  ],
  seeds: 30,
  remarks: [
    'A step is a division, a point compared or met full, a node scored, or a bucket on the way of a jump; they do not take equal times.',
    'With one point a node, how much moves is mostly luck: the new point may take a large arc or a small one.',
  ],
} as const satisfies MeasuredTable<typeof lab>;

/** What each scheme moves by which node joins or leaves. */
const leaving = {
  id: 'consistent-hashing-changes-measured',
  title: 'Keys moved by a change of ten nodes, measured',
  question: 'Does it matter which node leaves?',
  verdict:
    'Only under jump hash, which numbers its nodes in a row: where one in the middle leaves, half of the keys move.',
  chapter: 'consistent-hashing',
  lab,
  rowsName: 'Scheme',
  rows: (['modulo', 'ring', 'boundedLoad', 'rendezvous', 'jump'] as const).map((scheme) => ({
    name: schemes.options[scheme],
    settings: { scheme },
  })),
  columns: (['add', 'removeLast', 'removeMiddle'] as const).map((change) => ({
    name: changes.options[change],
    settings: { change },
    figure: 'moved',
    best: 'lowest',
  })),
  seeds: 30,
} as const satisfies MeasuredTable<typeof lab>;

/** What more points a node buy, and what they cost. */
const virtualNodes = {
  id: 'consistent-hashing-points-measured',
  title: 'Points a node on a ring of eleven, measured',
  question: 'How many points does a node need?',
  verdict:
    'A hundred points instead of one bring the fullest node from about three times its fair share to 1.2; the table grows with the points.',
  chapter: 'consistent-hashing',
  lab,
  rowsName: 'Points a node',
  rows: [1, 10, 100, 1000].map((points) => ({ name: points.toLocaleString('en'), settings: { points } })),
  columns: [
    { name: 'Fullest node, times its fair share', figure: 'overload', best: 'lowest' },
    { name: 'Keys moved', figure: 'moved' },
    { name: 'Table of a client', figure: 'tableBytes', best: 'lowest' },
    { name: 'Steps of a look-up', figure: 'steps', best: 'lowest' },
  ],
  seeds: 30,
} as const satisfies MeasuredTable<typeof lab>;

/** What is measured with this lab. */
export const tables = [joining, leaving, virtualNodes];
