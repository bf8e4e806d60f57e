/** What the model leaves out. */
export const leftOut: readonly string[] = [
  'The broker crashes at the moment that is set, whatever is in its log: with acks=1 a run may lose nothing, and the first chart shows what a crash at any other moment would lose.',
  'The consumer crashes halfway through a batch; between batches a crash would repeat and skip nothing.',
  'With acks=0 a record counts as acknowledged when it is sent, and all that are sent while a partition has no leader are lost; a real producer that sees its connection close holds them back.',
  'An acknowledgement that is under way when its broker crashes still arrives; if it were lost, a retry with acks=1 would leave its records in the log twice.',
  'Each partition has a producer of its own with one batch of any size under way; a real producer limits its batches and has up to five under way at each broker.',
  'Time-outs are far shorter than by default: a session ends after 0.3 s, a record is given up after 1 s, and the election of a new KRaft controller is a delay of 0.4 s.',
  'Followers fetch every 10 to 30 ms and never fall out of sync while they are up; real ones keep a request waiting at the leader and are seldom so far behind.',
  'A broker that is back only follows; a real cluster returns its partitions to it after some minutes.',
  'A rebalance stops the whole group until every member has finished its batch; the cooperative protocols stop only the partitions that move.',
  'No consumer is taken for dead while it is alive, though slow members are a common reason for work done twice.',
  'A transaction takes no time, and nobody waits for one that is left open.',
  'Disks do not fail, and nothing is deleted.',
];
