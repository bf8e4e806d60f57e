import type { MeasuredTable } from '../../lab/measured-table.ts';
import { lab } from './lab.ts';

const loadNames = { spike: 'Spike', step: 'Step', sine: 'Wave', constant: 'Constant' };

const rows = [
  { name: 'Target tracking', settings: { policy: 'target' } },
  { name: 'Step', settings: { policy: 'step' } },
  { name: 'Simple', settings: { policy: 'simple' } },
  { name: 'Scheduled', settings: { policy: 'scheduled' } },
  { name: 'The notes’ rule', settings: { policy: 'notes' } },
] as const;

const columns = (['spike', 'step', 'sine', 'constant'] as const).map((load) => ({
  name: loadNames[load],
  settings: { load },
}));

const remarks = [
  'Four hours from 4 instances on, of which each serves 100 requests/s; warm-up 300 s, cooldown 300 s, metric of 60 s.',
] as const;

const shared = { chapter: 'auto-scaling', lab, rowsName: 'Policy', rows, seeds: 30, remarks } as const;

/** What each policy makes of a load that multiplies. */
const spike = {
  ...shared,
  id: 'auto-scaling-spike-measured',
  title: 'A spike of 15 minutes, measured',
  question: 'The load rises to seven times its size for 15 minutes: who suffers, and what is paid?',
  verdict: 'Waiting for instances makes most of the time over 80%; a schedule helps only against a load that it knows.',
  columns: [
    { name: 'Over 80%', figure: 'minutesOver80', best: 'lowest' },
    { name: 'Without waiting', figure: 'minutesOver80AtOnce', best: 'lowest' },
    { name: 'Dropped', figure: 'droppedShare', best: 'lowest' },
    { name: 'Paid', figure: 'instanceHours', best: 'lowest' },
    { name: 'Changes', figure: 'actions' },
    { name: 'At the end', figure: 'atEnd' },
  ],
  remarks: [
    ...remarks,
    'Target: CPU at 40%. Step: from 50% add 1, from 70% add 2, below 30% remove 1. Simple: over 70% add 2, below 30% remove 1. Schedule: 16 at 0:55 h, 4 at 3:05 h. The notes: over 70% add 2, over 30% add 1.',
    'Over 80%: time in which CPU is over it; without waiting: the same with no warm-up and no cooldown. Paid: instance-hours. At the end: instances.',
    'The notes’ rule drops least because it has grown before the spike: 37% CPU is over its 30%.',
  ],
} as const satisfies MeasuredTable<typeof lab>;

/** How long the instances are strained by each load. */
const strain = {
  ...shared,
  id: 'auto-scaling-strain-measured',
  title: 'Time over 80% CPU, by load, measured',
  question: 'For how much of four hours are the instances over 80%?',
  rowsName: 'Time over 80% CPU',
  verdict: 'A schedule is best for the load that it knows, and worst for a wave that it does not.',
  columns: columns.map((column) => ({ ...column, figure: 'minutesOver80' as const, best: 'lowest' as const })),
} as const satisfies MeasuredTable<typeof lab>;

/** What each policy costs under each load. */
const cost = {
  ...shared,
  id: 'auto-scaling-cost-measured',
  title: 'Instance-hours, by load, measured',
  question: 'How many instance-hours does each policy pay for in four hours?',
  rowsName: 'Instance-hours',
  verdict: 'The notes’ rule never takes an instance away, so what it reached once is paid until the end.',
  columns: columns.map((column) => ({ ...column, figure: 'instanceHours' as const, best: 'lowest' as const })),
} as const satisfies MeasuredTable<typeof lab>;

/** What is measured with this lab. */
export const tables = [spike, strain, cost];
