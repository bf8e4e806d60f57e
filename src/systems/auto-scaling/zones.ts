import type { PolicyName } from './policies.ts';
import { tolerance } from './target-tracking.ts';

/** Values of CPU in percent for which a policy wants the same. */
export interface Zone {
  readonly from: number;
  readonly to: number;
  readonly wish: string;
}

/** From which CPU on a policy wants what. */
type Rule = readonly (readonly [from: number, wish: string])[];

const rules = {
  step: [
    [0, 'remove 1'],
    [30, 'keep'],
    [50, 'add 1'],
    [70, 'add 2'],
  ],
  simple: [
    [0, 'remove 1'],
    [30, 'keep'],
    [70, 'add 2'],
  ],
  notes: [
    [0, 'keep'],
    [30, 'add 1'],
    [70, 'add 2'],
  ],
  scheduled: [[0, '16 instances at 0:55 h, 4 at 3:05 h']],
} as const satisfies Partial<Record<PolicyName, Rule>>;

/** What a policy wants at which CPU, from 0 to 100%, while nothing warms up and no cooldown runs. */
export function zonesOf(policy: PolicyName, target: number): readonly Zone[] {
  const rule: Rule =
    policy === 'target'
      ? [
          [0, 'remove'],
          [target * (1 - tolerance / 100), 'keep'],
          [target * (1 + tolerance / 100), 'add'],
        ]
      : rules[policy];
  return rule.map(([from, wish], i) => ({ from, to: rule[i + 1]?.[0] ?? 100, wish }));
}
