import type { Random } from '../../../kernel/random.ts';
import type { Policy } from '../backend.ts';

/** Any eligible server, each as likely. */
export const randomChoice =
  (random: Random): Policy =>
  (backends) => {
    const eligible = backends.filter((backend) => backend.eligible);
    return eligible[random.below(eligible.length)]?.id;
  };
