import { minute, second } from '../../kernel/time.ts';
import type { Controls, Lab, Run, Series, Settings } from '../../lab/lab.ts';
import { figuresOf } from './figures.ts';
import { loads } from './load.ts';
import { type Action, atLeast, atMost, capacity, duration, type Options, type Outcome, simulate } from './model.ts';

const controls = {
  policy: {
    kind: 'choice',
    label: 'Policy',
    options: {
      target: 'target tracking, proportional as the Kubernetes HPA',
      step: 'step: from 50% add 1, from 70% add 2, below 30% remove 1',
      simple: 'simple: over 70% add 2, below 30% remove 1',
      scheduled: 'scheduled: 16 at 0:55, 4 at 3:05',
      notes: 'the notes’ rule: over 70% add 2, over 30% add 1',
    },
    initial: 'target',
  },
  load: {
    kind: 'choice',
    label: 'Load',
    options: {
      spike: 'seven times as much for 15 minutes',
      step: 'four times as much for two hours',
      sine: 'up and down every two hours',
      constant: 'constant',
    },
    initial: 'spike',
  },
  target: { kind: 'range', label: 'Target of CPU', unit: '%', min: 20, max: 90, step: 5, initial: 40 },
  warmUp: { kind: 'range', label: 'Warm-up of an instance', unit: 's', min: 0, max: 600, step: 30, initial: 300 },
  cooldown: { kind: 'range', label: 'Cooldown', unit: 's', min: 0, max: 900, step: 60, initial: 300 },
  period: { kind: 'range', label: 'Period of the metric', unit: 's', min: 60, max: 300, step: 60, initial: 60 },
  lag: { kind: 'range', label: 'Lag of the metric', unit: 's', min: 0, max: 300, step: 30, initial: 0 },
} as const satisfies Controls;

type Figure =
  | 'minutesOver80'
  | 'minutesOver80AtOnce'
  | 'dropped'
  | 'droppedAtOnce'
  | 'droppedShare'
  | 'instanceHours'
  | 'actions'
  | 'removals'
  | 'most'
  | 'atEnd'
  | 'swings';

type Event = { readonly time: number } & (
  | ({ readonly kind: 'action' } & Action)
  | { readonly kind: 'dropping' | 'serving' }
);

export const lab = {
  id: 'auto-scaling',
  title: 'Auto scaling',
  question: 'The load rises to seven times its size for a quarter of an hour. For how long are the instances over 80%?',
  controls,
  figures: {
    minutesOver80: { label: 'Time over 80% CPU', unit: 'min', digits: 1 },
    minutesOver80AtOnce: { label: 'The same without warm-up and cooldown', unit: 'min', digits: 1 },
    dropped: { label: 'Requests dropped', digits: 0 },
    droppedAtOnce: { label: 'The same without warm-up and cooldown', digits: 0 },
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
    { id: 'quick', name: 'A spike, instances that start in 30 s', settings: { warmUp: 30 } },
    { id: 'step', name: 'A step, step scaling', settings: { policy: 'step', load: 'step' } },
    { id: 'sine', name: 'A wave, target tracking', settings: { load: 'sine' } },
    { id: 'late', name: 'A metric that is five minutes late', settings: { lag: 300 } },
    { id: 'scheduled', name: 'A step that the schedule knows', settings: { policy: 'scheduled', load: 'step' } },
    { id: 'surprise', name: 'A spike that the schedule does not know', settings: { policy: 'scheduled' } },
    { id: 'notes', name: 'The notes’ rule on a wave', settings: { policy: 'notes', load: 'sine' } },
  ],
  run(settings, seed) {
    const outcome = simulate(optionsOf(settings), seed);
    const own = figuresOf(outcome);
    const atOnce = figuresOf(simulate({ ...optionsOf(settings), warmUp: 0, cooldown: 0 }, seed));
    return {
      events: eventsOf(outcome),
      series: seriesOf(outcome),
      figures: {
        ...own,
        minutesOver80AtOnce: atOnce.minutesOver80,
        droppedAtOnce: atOnce.dropped,
        removals: outcome.actions.filter(({ from, to }) => to < from).length,
      },
    };
  },
  finding({ figures }, settings) {
    const { minutesOver80, droppedShare, instanceHours } = figures;
    const strained = `the instances are over 80% for ${minutesOver80.toFixed(1)} min and ${droppedShare.toFixed(1)}% of the requests are dropped`;
    const paid = `${instanceHours.toFixed(1)} instance-hours`;
    if (settings.policy === 'notes') return `${growth(figures)}; ${strained}, for ${paid}.`;
    return `With ${names[settings.policy]}, ${strained}, for ${paid}; ${waiting(figures, settings)}${unrest(figures, settings)}.`;
  },
  theory({ policy, load, target }): Partial<Record<Figure, number>> {
    if (policy !== 'target') return {};
    // Where the formula rests on the last load.
    const rest = Math.ceil((loads[load](duration - minute) * 100) / (capacity * target));
    return { atEnd: Math.min(atMost, Math.max(atLeast, rest)) };
  },
  describe(event) {
    switch (event.kind) {
      case 'action': {
        const cause = event.metric === undefined ? 'by schedule' : `at ${event.metric.toFixed(0)}% CPU`;
        return `From ${event.from} to ${event.to} instances ${cause}`;
      }
      case 'dropping':
        return 'The load exceeds what the instances in service can do: requests are dropped';
      case 'serving':
        return 'Every request is served again';
    }
  },
  leftOut: [
    'AWS’s own formula of target tracking, which is not published: ours is that of the Kubernetes HPA.',
    'A queue: a request beyond the capacity is dropped at once.',
    'Connection draining, health checks, failed launches and zones.',
    'Predictive scaling, and several policies on one group.',
  ],
} as const satisfies Lab<typeof controls, Event, Figure>;

const optionsOf = ({ warmUp, cooldown, period, lag, ...others }: Settings<typeof controls>): Options => ({
  ...others,
  warmUp: warmUp * second,
  cooldown: cooldown * second,
  period: period * second,
  lag: lag * second,
  noise: 0.05,
});

function eventsOf({ ticks, actions }: Outcome): readonly Event[] {
  const changes = ticks.flatMap(({ time, dropped }, i): readonly Event[] => {
    const isDropping = dropped > 0;
    if (isDropping === (ticks[i - 1]?.dropped ?? 0) > 0) return [];
    return [{ kind: isDropping ? 'dropping' : 'serving', time }];
  });
  const taken = actions.map((action) => ({ kind: 'action', ...action }) as const);
  return [...taken, ...changes].toSorted((a, b) => a.time - b.time).slice(-400);
}

/** Every third tick: a point each half minute. */
function seriesOf({ ticks }: Outcome): readonly Series[] {
  const points = ticks.filter((_, i) => i % 3 === 0);
  const x = points.map(({ time }) => time / minute);
  return [
    { name: 'Load in instances', form: 'line', x, y: points.map(({ arrived }) => arrived / (10 * capacity)) },
    { name: 'In service', form: 'step', x, y: points.map(({ inService }) => inService) },
    { name: 'Desired', form: 'step', x, y: points.map(({ desired }) => desired) },
    { name: 'CPU', form: 'line', x, y: points.map(({ cpu }) => cpu) },
  ];
}

const names = {
  target: 'target tracking',
  step: 'step scaling',
  simple: 'simple scaling',
  scheduled: 'scheduled scaling',
} as const;

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
