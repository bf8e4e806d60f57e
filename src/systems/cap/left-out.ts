/** What the model leaves out. */
export const leftOut: readonly string[] = [
  'Replicas do not crash, and keep what they hold.',
  'Exactly one replica is cut off; a lost message is not sent again until it is back.',
  'No new primary is elected.',
  'Clocks are wrong by a fixed 5 ms at most.',
  'A client never turns to another replica.',
];
