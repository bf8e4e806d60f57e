/** What the model leaves out. */
export const leftOut: readonly string[] = [
  'Gaps between arrivals and service times are exponential and independent of each other; real requests come in bursts, and some are far longer.',
  'Clients never give up, time out or try again.',
  'Lines have no limit, and nobody is served out of turn.',
  'With a line for each server a request chooses its line at random, does not see how long it is, and stays in it.',
  'All servers are equally fast, and none fails.',
  'A run begins with an empty system and ends when the last of 15,000 requests has left, which at high load makes its mean differ from the formula.',
];
