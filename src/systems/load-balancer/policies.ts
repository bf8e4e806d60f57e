import type { Random } from '../../kernel/random.ts';
import type { Policy } from './backend.ts';
import { consistentHash } from './policies/consistent-hash.ts';
import { ipHash } from './policies/ip-hash.ts';
import { leastBandwidth } from './policies/least-bandwidth.ts';
import { leastConnections } from './policies/least-connections.ts';
import { leastResponseTime } from './policies/least-response-time.ts';
import { powerOfTwoChoices } from './policies/power-of-two-choices.ts';
import { randomChoice } from './policies/random.ts';
import { roundRobin, weightedRoundRobin } from './policies/round-robin.ts';

/** Every algorithm by its name; each call gives one with a memory of its own. */
export const policies = {
  roundRobin,
  weightedRoundRobin,
  leastConnections,
  leastResponseTime,
  leastBandwidth,
  ipHash,
  consistentHash,
  random: randomChoice,
  powerOfTwoChoices,
} as const satisfies Record<string, (random: Random) => Policy>;

/** The name of an algorithm. */
export type Algorithm = keyof typeof policies;
