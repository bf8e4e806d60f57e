/** What the model leaves out. */
export const leftOut: readonly string[] = [
  'All callers share one breaker; often each process has its own.',
  'The rate is over calls, not over a span of time.',
  'There are no fallbacks and no network delays.',
  'Open turns half-open with a call after the timeout; in some libraries a timer does it.',
  'The reset timeout does not grow with each failed trial.',
];
