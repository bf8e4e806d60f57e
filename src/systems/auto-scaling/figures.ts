import { minute, second } from '../../kernel/time.ts';
import { duration, type Outcome, tick } from './model.ts';

export interface Figures {
  /** Time in which the instances in service were busier than 80 %. */
  readonly minutesOver80: number;
  /** What is paid for: from launch to end, warming up or not. */
  readonly instanceHours: number;
  readonly actions: number;
  readonly dropped: number;
  readonly droppedShare: number;
  readonly most: number;
  readonly atEnd: number;
  /** How often the last half hour's changes turned from adding to removing or back. */
  readonly swings: number;
}

export function figuresOf({ ticks, actions, instances }: Outcome): Figures {
  const total = (of: (tick: Outcome['ticks'][number]) => number): number =>
    ticks.reduce((sum, present) => sum + of(present), 0);
  const dropped = total((present) => present.dropped);
  const lives = instances.map(({ launched, ended }) => Math.min(duration, ended) - Math.max(0, launched));
  const late = actions.filter(({ time }) => time >= duration - 30 * minute).map(({ from, to }) => to > from);
  return {
    minutesOver80: (ticks.filter(({ cpu }) => cpu > 80).length * tick) / minute,
    instanceHours: lives.reduce((sum, life) => sum + life, 0) / (3600 * second),
    actions: actions.length,
    dropped,
    droppedShare:
      (100 * dropped) /
      Math.max(
        1,
        total(({ arrived }) => arrived),
      ),
    most: ticks.reduce((most, { desired }) => Math.max(most, desired), 0),
    atEnd: ticks.at(-1)?.desired ?? 0,
    swings: late.filter((adds, i) => i > 0 && adds !== late[i - 1]).length,
  };
}
