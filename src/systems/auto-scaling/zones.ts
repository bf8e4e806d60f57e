import type { PolicyName } from './policies.ts';
import { tolerance } from './target-tracking.ts';

/** Values of CPU in percent for which a policy wants the same. */
export interface Zone {
  readonly from: number;
  readonly to: number;
  readonly wish: string;
}

const rules = {
  step: [
    { from: 0, to: 30, wish: 'remove 1' },
    { from: 30, to: 50, wish: 'keep' },
    { from: 50, to: 70, wish: 'add 1' },
    { from: 70, to: 100, wish: 'add 2' },
  ],
  simple: [
    { from: 0, to: 30, wish: 'remove 1' },
    { from: 30, to: 70, wish: 'keep' },
    { from: 70, to: 100, wish: 'add 2' },
  ],
  notes: [
    { from: 0, to: 30, wish: 'keep' },
    { from: 30, to: 70, wish: 'add 1' },
    { from: 70, to: 100, wish: 'add 2' },
  ],
  scheduled: [{ from: 0, to: 100, wish: '16 instances at 0:55 h, 4 at 3:05 h' }],
} as const satisfies Partial<Record<PolicyName, readonly Zone[]>>;

/** What a policy wants at which CPU, from 0 to 100%, while nothing warms up and no cooldown runs. */
export function zonesOf(policy: PolicyName, target: number): readonly Zone[] {
  if (policy !== 'target') return rules[policy];
  const [low, high] = [target * (1 - tolerance / 100), Math.min(100, target * (1 + tolerance / 100))];
  return [
    { from: 0, to: low, wish: 'remove' },
    { from: low, to: high, wish: 'keep' },
    { from: high, to: 100, wish: 'add' },
  ];
}
