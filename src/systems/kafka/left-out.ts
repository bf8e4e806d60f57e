/** What the model leaves out. */
export const leftOut: readonly string[] = [
  'The broker crashes at the moment that is set, whatever is in its log: with acks=1 a run may lose nothing, and the first chart shows what a crash at any other moment would lose.',
  'The consumer crashes halfway through a batch; between batches a crash repeats and skips nothing.',
  'With acks=0 a record counts as acknowledged when it is sent; those sent while nobody leads are lost as well.',
  'Time-outs are far shorter than by default; the quorum of KRaft controllers is a delay of 0.4 s.',
  'Followers fetch every 10 to 30 ms and never fall out of sync while they are up; real ones wait at the leader and are seldom so far behind.',
  'Rebalances stop the whole group, and a transaction costs nothing.',
  'Disks do not fail, and nothing is deleted.',
];
