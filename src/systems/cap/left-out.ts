/** What the model leaves out. */
export const leftOut: readonly string[] = [
  'Replicas do not crash, and lose nothing that they hold.',
  'Exactly one replica is cut off, from both others and in both directions at once.',
  'A message lost in the partition is not sent again: when it ends, replicas under last write wins exchange all they hold, and in the other modes each catches up with the next operations on a key.',
  'A request without an answer counts as refused where it can have had no effect, as a read never has; its client waits 500 ms for that, whereas a replica that knows itself cut off would refuse at once.',
  'No new primary is elected; a real system elects one on the side of the majority, after a time-out, and has to make sure that the old one has stopped.',
  'The clock of a replica is wrong by a fixed 5 ms at most; real clocks drift and jump.',
  'Last write wins is the only rule for conflicts; version vectors would keep both writes for the application to merge.',
  'A client stays with its replica, and never turns to one that could answer.',
];
