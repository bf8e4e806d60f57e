/** What the model leaves out. */
export const leftOut: readonly string[] = [
  'There is one client and one store: instances do not race, the store answers at once and never fails, and all clocks agree.',
  'The client does not react to a refusal: it neither slows down nor tries again.',
  'A client whose request waits in the queue never gives up.',
  'Windows and the log count only what was admitted; a limiter that counts refusals as well locks out a client that keeps trying.',
  'Every request costs the same.',
  'Times are exact to the microsecond; real limiters often count in milliseconds or whole seconds.',
  'State is counted as 8 bytes a number, without the key, what a store adds to it, and the connection that a waiting request holds.',
];
