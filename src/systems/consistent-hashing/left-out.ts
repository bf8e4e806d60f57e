/** What the model leaves out. */
export const leftOut: readonly string[] = [
  'Keys are equally popular; a hot key overloads its node.',
  'Keys move in no time, and all clients learn at once.',
  'There are no replicas.',
  'Bounded loads depend on the order of keys, which is fixed.',
  'Steps, such as a division or the score of a node, take different times.',
];
