/** What the balancer holds of a server, and how many checks in a row have said otherwise. */
export interface Health {
  readonly healthy: boolean;
  readonly against: number;
}

/** How many checks in a row must fail, or pass, until a server goes, or returns (`fall` and `rise` of HAProxy). */
export interface Thresholds {
  readonly unhealthy: number;
  readonly healthy: number;
}

/** What the balancer holds after one more check. */
export function judge({ healthy, against }: Health, passed: boolean, thresholds: Thresholds): Health {
  if (passed === healthy) return { healthy, against: 0 };
  if (against + 1 < (healthy ? thresholds.unhealthy : thresholds.healthy)) return { healthy, against: against + 1 };
  return { healthy: passed, against: 0 };
}
