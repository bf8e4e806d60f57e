import type { Random } from '../../../kernel/random.ts';
import type { Policy } from '../backend.ts';
import { connections } from './least-connections.ts';

/**
 * Of two different servers drawn at random the one with fewer unanswered requests, of equals the first drawn
 * (Mitzenmacher 2001; `random two least_conn` of nginx).
 */
export const powerOfTwoChoices =
  (random: Random): Policy =>
  (backends) => {
    const eligible = backends.filter((backend) => backend.eligible);
    const first = random.below(eligible.length);
    const other = random.below(eligible.length - 1);
    const one = eligible[first];
    const two = eligible[other < first ? other : other + 1];
    if (!one || !two) return one?.id;
    return connections(two) < connections(one) ? two.id : one.id;
  };
