/** What the model leaves out. */
export const leftOut: readonly string[] = [
  'One client and one store: no race between instances, no delay of the store, no clocks that differ.',
  'The client neither slows down nor tries again when it is refused.',
  'Every request costs the same.',
  'State is counted as 8 bytes a number, without the key and what a store adds to it.',
];
