/** What the model leaves out. */
export const leftOut: readonly string[] = [
  'All callers share one breaker; often each process has its own, which sees only its own calls and opens at its own time.',
  'The rate of failures is over a number of calls, not over a span of time.',
  'An answer counts as a failure only when it misses the timeout of 1 s; some breakers also open on slow answers.',
  'Open turns half-open with the first call after the timeout; in some libraries a timer does it.',
  'One failed trial opens the breaker again; Resilience4j judges the rate of failures among all trials.',
  'A call that passed before the last change of state no longer counts when it ends; some libraries count it.',
  'The reset timeout stays the same; some breakers lengthen it with each failed trial.',
  'The backend works through its queue in order and never drops a request whose caller has given up; one that knows deadlines would recover sooner.',
  'Each call may use all its retries; there is no budget that all callers share.',
  'There are no fallbacks and no network delays.',
];
