import { type Micros, minute, second } from '../../kernel/time.ts';
import { initially, type Options, type Outcome, tick } from './model.ts';

/** The group at a moment at which something happened. */
export interface Event {
  readonly time: Micros;
  /** Requests that arrived in a second, and of these the dropped ones. */
  readonly load: number;
  readonly dropped: number;
  readonly inService: number;
  /** Until the next instance has warmed up; 0 if none is about to. */
  readonly wait: Micros;
  /** The last average of CPU that became known, in percent; absent before the first. */
  readonly metric: number | undefined;
  /** Whether it became known now. */
  readonly isSeen: boolean;
  /** Whether the policy goes by the clock and sees none. */
  readonly isBlind: boolean;
  /** Instances before and after what the policy decided now, warming up or not. */
  readonly from: number;
  readonly to: number;
  /** How many came into service now. */
  readonly ready: number;
  /** What changed for the requests. */
  readonly turn: 'dropping' | 'serving' | undefined;
  /** What is left of the cooldown that keeps the policy from acting; 0 if there is none. */
  readonly cooldown: Micros;
}

/** A metric that changes nothing is told when CPU has moved by so many points. */
const noticeable = 5;
/** A turn is told if the last one is so long ago: with a load near the capacity chance makes one at every tick. */
const calm: Micros = minute;
const most = 450;

/** What can be watched in a run: what the policy decided, and what came of it. */
export function eventsOf(
  { ticks, instances }: Outcome,
  { policy, warmUp, cooldown }: Pick<Options, 'policy' | 'warmUp' | 'cooldown'>,
): readonly Event[] {
  const hasCooldown = policy === 'simple' || policy === 'notes';
  const isBlind = policy === 'scheduled';
  const readyAt = Map.groupBy(
    instances.filter(({ launched, ended }) => launched + warmUp < ended),
    ({ launched }) => launched + warmUp,
  );
  const events: Event[] = [];
  let from = initially;
  let changed = -Infinity;
  let metric: number | undefined;
  let isDropping = false;
  let turned = -Infinity;
  for (const present of ticks) {
    const { time, arrived, dropped, inService, desired, seen } = present;
    metric = seen ?? metric;
    const ready = readyAt.get(time)?.length ?? 0;
    const turns = dropped > 0 !== isDropping && time >= turned + calm;
    if (turns) {
      isDropping = !isDropping;
      turned = time;
    }
    const blocked = hasCooldown ? Math.max(0, changed + cooldown - time) : 0;
    if (desired !== from) changed = time;
    const last = events.at(-1);
    const isTold = seen !== undefined && (blocked > 0 || !last || Math.abs(seen - (last.metric ?? 0)) >= noticeable);
    if (desired !== from || ready > 0 || turns || isTold)
      events.push({
        time,
        load: (arrived * second) / tick,
        dropped: (dropped * second) / tick,
        inService,
        wait: instances.reduce((least, { launched, ended }) => {
          const left = launched + warmUp - time;
          return launched <= time && time < ended && left > 0 && (least === 0 || left < least) ? left : least;
        }, 0),
        metric,
        isSeen: seen !== undefined,
        isBlind,
        from,
        to: desired,
        ready,
        turn: turns ? (isDropping ? 'dropping' : 'serving') : undefined,
        cooldown: blocked,
      });
    from = desired;
  }
  return events.slice(-most);
}
