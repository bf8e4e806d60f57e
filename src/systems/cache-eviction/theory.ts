import { exp, ln } from '../../kernel/exact-maths.ts';
import { loopLength, skew, type TraceSize } from './traces.ts';

/**
 * The hit ratio of LRU and FIFO in the long run where accesses are independent and popularity follows Zipf's law: a key
 * stays for about one characteristic time (Che, Tung and Wang 2002; for FIFO Martina, Garetto and Leonardi 2014).
 */
export function independentHitRatio(policy: 'lru' | 'fifo', capacity: number, keys: number): number {
  const weights = Array.from({ length: keys }, (_, rank) => exp(-skew * ln(rank + 1)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const cached = policy === 'lru' ? (x: number) => 1 - exp(-x) : (x: number) => x / (1 + x);
  const sum = (term: (share: number) => number): number =>
    weights.reduce((all, weight) => all + term(weight / total), 0);
  if (capacity >= keys) return 1;
  let low = 0;
  let high = 1;
  const keptFor = (time: number): number => sum((share) => cached(share * time));
  while (keptFor(high) < capacity) high *= 2;
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (keptFor(middle) < capacity) low = middle;
    else high = middle;
  }
  return sum((share) => share * cached(share * high));
}

/**
 * The hit ratio on a loop: where not all of it fits, a policy that evicts the oldest always has just given up what comes
 * next, and MRU keeps all but one slot of what it has, which the loop's other places share.
 */
export function loopHitRatio(policy: 'lru' | 'fifo' | 'mru', capacity: number, size: TraceSize): number {
  const length = loopLength(size);
  const afterFirstRound = Math.max(0, 1 - length / size.accesses);
  if (capacity >= length) return afterFirstRound;
  return policy === 'mru' ? (afterFirstRound * (capacity - 1)) / (length - 1) : 0;
}
