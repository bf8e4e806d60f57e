/** What the model leaves out. */
export const leftOut: readonly string[] = [
  'Keys are equally popular; in reality a hot key overloads its node.',
  'Keys move in no time, and all clients learn of the change at the same moment.',
  'There are no replicas: what a node that fails had stored is not lost here, it only changes its node.',
  'Modulo and jump hash know no weights: node 0 gets as many keys as any other.',
  'Jump hash numbers its nodes anew when one in the middle leaves; in practice a spare takes over its number.',
  'Points of the ring fall where their hashes do; some stores choose the places so that the arcs are even.',
  'Bounded loads are filled with the keys in one fixed order; load balancers bound the requests in progress instead, and decide at each request.',
  'The table of a ring with bounded loads has a counter for each node; how clients learn its value is left out.',
  'Steps count alike, though a division, a comparison and the score of a node take different times.',
];
