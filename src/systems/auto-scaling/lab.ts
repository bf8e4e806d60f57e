import { type Micros, minute, second } from '../../kernel/time.ts';
import type { Chart, Controls, Lab, Run, Settings } from '../../lab/lab.ts';
import { type Event, eventsOf } from './events.ts';
import { figuresOf } from './figures.ts';
import { loads } from './load.ts';
import { atMost, capacity, duration, type Options, type Outcome, simulate } from './model.ts';

const names = {
  target: 'Target tracking',
  step: 'Step scaling',
  simple: 'Simple scaling',
  scheduled: 'A schedule',
  notes: 'The notes’ rule',
} as const;

const controls = {
  policy: { kind: 'choice', label: 'Policy', options: names, initial: 'target' },
  load: {
    kind: 'choice',
    label: 'Load',
    options: {
      spike: 'Seven times as much for 15 min',
      step: 'Four times as much for 2 h',
      sine: 'Up and down every 2 h',
      constant: 'Constant',
    },
    initial: 'spike',
  },
  warmUp: { kind: 'range', label: 'Warm-up of an instance', unit: 's', min: 0, max: 600, step: 30, initial: 300 },
  target: { kind: 'range', label: 'CPU that the target holds', unit: '%', min: 20, max: 90, step: 5, initial: 40 },
  cooldown: { kind: 'range', label: 'Cooldown of simple scaling', unit: 's', min: 0, max: 900, step: 60, initial: 300 },
  period: { kind: 'range', label: 'Period of the metric', unit: 's', min: 60, max: 300, step: 60, initial: 60 },
  lag: { kind: 'range', label: 'Lag of the metric', unit: 's', min: 0, max: 300, step: 30, initial: 0 },
} as const satisfies Controls;

type Policy = keyof typeof names;

type Figure =
  | 'minutesOver80'
  | 'minutesOver80AtOnce'
  | 'dropped'
  | 'droppedShare'
  | 'instanceHours'
  | 'actions'
  | 'removals'
  | 'most'
  | 'atEnd'
  | 'swings';

/** A group of instances under a load that changes: what a policy does, and what its waiting costs. */
export const lab = {
  id: 'auto-scaling',
  title: 'Auto scaling',
  question: 'When the load rises, how long does it take until there are enough instances, and do they go again?',
  prediction: {
    question:
      'the load rises to seven times its size for 15 min. Over 70% CPU the rule adds 2 instances, which take 5 min to start, and then does nothing for 5 min. For how long is CPU over 80%?',
    scenario: 'spike-simple',
    options: {
      minutes: 'A minute or two, until the metric shows it',
      warmUp: 'About 6 min: the metric and one warm-up',
      twice: 'About 11 min: two rounds of adding',
      always: 'As long as the spike lasts',
    },
    answer({ figures: { minutesOver80 } }) {
      if (minutesOver80 < 4) return 'minutes';
      if (minutesOver80 < 9) return 'warmUp';
      return minutesOver80 < 14.5 ? 'twice' : 'always';
    },
  },
  controls,
  figures: {
    minutesOver80: { label: 'Time over 80% CPU', unit: 'min', digits: 1 },
    minutesOver80AtOnce: { label: 'The same without warm-up and cooldown', unit: 'min', digits: 1 },
    dropped: { label: 'Requests dropped', digits: 0 },
    droppedShare: { label: 'Share of requests dropped', unit: '%', digits: 1 },
    instanceHours: { label: 'Instance-hours', unit: 'h', digits: 1 },
    actions: { label: 'Changes of the capacity', digits: 0 },
    removals: { label: 'Of which took instances away', digits: 0 },
    most: { label: 'Most instances', digits: 0 },
    atEnd: { label: 'Instances at the end', digits: 0 },
    swings: { label: 'Swings in the last half hour', digits: 0 },
  },
  scenarios: [
    { id: 'spike', name: 'A spike, target tracking', settings: {} },
    { id: 'spike-simple', name: 'A spike, simple scaling', settings: { policy: 'simple' } },
    { id: 'quick', name: 'A spike, instances up in 30 s', settings: { warmUp: 30 } },
    { id: 'step', name: 'A step, step scaling', settings: { policy: 'step', load: 'step' } },
    { id: 'sine', name: 'A wave, target tracking', settings: { load: 'sine' } },
    { id: 'late', name: 'A metric that is five minutes late', settings: { lag: 300 } },
    { id: 'scheduled', name: 'A step that the schedule knows', settings: { policy: 'scheduled', load: 'step' } },
    { id: 'surprise', name: 'A spike unknown to the schedule', settings: { policy: 'scheduled' } },
    { id: 'notes', name: 'The notes’ rule on a wave', settings: { policy: 'notes', load: 'sine' } },
  ],
  run(settings, seed) {
    const options = optionsOf(settings);
    const compare = (policy: Policy) => {
      const outcome = simulate({ ...options, policy }, seed);
      const atOnce = figuresOf(simulate({ ...options, policy, warmUp: 0, cooldown: 0 }, seed));
      return { outcome, own: figuresOf(outcome), atOnce };
    };
    const chosen = compare(settings.policy);
    const { outcome, own, atOnce } = chosen;
    const compared = policies.map((policy) => (policy === settings.policy ? chosen : compare(policy)));
    const bars = (name: string, y: readonly number[]) => ({
      name,
      form: 'bar' as const,
      x: policies.map((_, i) => i),
      y,
    });
    return {
      events: eventsOf(outcome, options),
      charts: [
        ...coursesOf(outcome),
        {
          title: 'Time over 80%, by policy',
          x: { label: 'Policy', names: shortNames },
          y: { label: 'Time over 80% CPU, min' },
          series: [
            bars(
              'As set',
              compared.map((run) => run.own.minutesOver80),
            ),
            bars(
              'Without warm-up and cooldown',
              compared.map((run) => run.atOnce.minutesOver80),
            ),
          ],
        },
        {
          title: 'What is paid, by policy',
          x: { label: 'Policy', names: shortNames },
          y: { label: 'Instance-hours' },
          series: [
            bars(
              'As set',
              compared.map((run) => run.own.instanceHours),
            ),
          ],
        },
      ],
      figures: {
        ...own,
        minutesOver80AtOnce: atOnce.minutesOver80,
        removals: outcome.actions.filter(({ from, to }) => to < from).length,
      },
    };
  },
  finding({ figures }, settings) {
    const { minutesOver80, droppedShare, instanceHours } = figures;
    const strained = `the instances are over 80% for ${minutesOver80.toFixed(1)} min and ${droppedShare.toFixed(1)}% of the requests are dropped`;
    const paid = `${instanceHours.toFixed(1)} instance-hours`;
    if (settings.policy === 'notes') return `${growth(figures)}; ${strained}, for ${paid}.`;
    const name = names[settings.policy].replace(/^./, (letter) => letter.toLowerCase());
    return `With ${name}, ${strained}, for ${paid}; ${waiting(figures, settings)}${unrest(figures, settings)}.`;
  },
  theory({ policy, load, target }): Partial<Record<Figure, number>> {
    // Where the formula rests on the last load; on a wave it does not rest.
    if (policy !== 'target' || load === 'sine') return {};
    return { atEnd: Math.ceil((loads[load](duration - minute) * 100) / (capacity * target)) };
  },
  describe: (event) => saidOf(event).join('; '),
} as const satisfies Lab<typeof controls, Event, Figure>;

const policies = ['target', 'step', 'simple', 'scheduled', 'notes'] as const satisfies readonly Policy[];
/** The policies as charts name them. */
const shortNames = ['Target', 'Step', 'Simple', 'Schedule', 'Notes'];

const optionsOf = ({ warmUp, cooldown, period, lag, ...others }: Settings<typeof controls>): Options => ({
  ...others,
  warmUp: warmUp * second,
  cooldown: cooldown * second,
  period: period * second,
  lag: lag * second,
  noise: 0.05,
});

/** The load against the capacity, and the CPU, at every third tick: a point each half minute. */
function coursesOf({ ticks }: Outcome): readonly Chart[] {
  const points = ticks.filter((_, i) => i % 3 === 0);
  const x = points.map(({ time }) => time / minute);
  return [
    {
      title: 'Load and capacity',
      x: { label: 'Time, min' },
      y: { label: 'Instances' },
      series: [
        { name: 'Load, at 100% CPU', form: 'line', x, y: points.map(({ arrived }) => arrived / (10 * capacity)) },
        { name: 'In service', form: 'step', x, y: points.map(({ inService }) => inService) },
        { name: 'In service or warming up', form: 'step', x, y: points.map(({ desired }) => desired) },
      ],
      clock: minute,
    },
    {
      title: 'CPU of the instances in service',
      x: { label: 'Time, min' },
      y: { label: 'CPU, %' },
      series: [
        { name: 'CPU', form: 'line', x, y: points.map(({ cpu }) => cpu) },
        { name: '80%', form: 'line', x: [0, duration / minute], y: [80, 80] },
      ],
      clock: minute,
    },
  ];
}

/** What happened at an event, the most important first. */
export function saidOf({ metric, isSeen, isBlind, from, to, ready, turn, cooldown }: Event): readonly string[] {
  const cpu = `CPU ${(metric ?? 0).toFixed(0)}%`;
  const rest = cooldown > 0 ? `cooldown for ${inMinutes(cooldown)} more` : `${to} instances stay`;
  const decided =
    to !== from
      ? [isBlind ? `By schedule from ${from} to ${to} instances` : `${cpu}: from ${from} to ${to} instances`]
      : isSeen
        ? [isBlind ? `${cpu}, which a schedule does not see` : `${cpu}: ${rest}`]
        : [];
  return [
    ...decided,
    ...(ready > 0 ? [`${ready} ${ready === 1 ? 'instance is' : 'instances are'} ready`] : []),
    ...(turn === 'dropping' ? ['requests are dropped'] : turn === 'serving' ? ['all requests are served'] : []),
  ].map((said, i) => (i === 0 ? said.replace(/^./, (letter) => letter.toUpperCase()) : said));
}

/** A span as `4:30 min`. */
export const inMinutes = (span: Micros): string =>
  `${Math.floor(span / minute)}:${String(Math.floor((span % minute) / second)).padStart(2, '0')} min`;

type Figures = Run<Event, Figure>['figures'];

/** What the rule of the notes did to the number of instances. */
function growth({ actions, removals, most, atEnd }: Figures): string {
  const ceiling = atEnd === atMost ? ', the most that are allowed' : '';
  if (actions === 0) return `The notes’ rule never acts and stays at ${atEnd} instances`;
  if (removals === 0) return `The notes’ rule only ever grows, to ${most} instances at the end${ceiling}`;
  return `The notes’ rule took instances away ${removals} times`;
}

/** What the waiting for instances cost. */
function waiting({ minutesOver80, minutesOver80AtOnce }: Figures, { policy }: Settings<typeof controls>): string {
  const waits = policy === 'simple' ? 'warm-up and cooldown' : 'warm-up';
  const isSame = minutesOver80.toFixed(1) === minutesOver80AtOnce.toFixed(1);
  if (isSame) return `without ${waits} it would be the same time over 80%, a tie`;
  return `without ${waits} it would be ${minutesOver80AtOnce.toFixed(1)} min`;
}

/** A constant load that still makes the policy add and remove in turn. */
function unrest({ swings }: Figures, { load }: Settings<typeof controls>): string {
  if (load === 'sine' || swings === 0) return '';
  return '; it is unstable: in the last half hour, at a constant load, it both adds and removes';
}
