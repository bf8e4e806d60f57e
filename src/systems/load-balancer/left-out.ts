/** What the model leaves out. */
export const leftOut: readonly string[] = [
  'Requests come at random and need exponential spans of work; real ones come in bursts, and some are far longer.',
  'The balancer, the network and the checks take no time, so that a check of a server that stands still fails at once.',
  'A check passes wherever a server is up, however long its line is.',
  'Only checks take a server out: a failed request does not count against it, and is not tried again.',
  'Clients never time out or give up.',
  'A server works on one request at a time, in the order of arrival, and its line has no limit.',
  'An answer is as long as its work, and its bytes count when it is complete.',
  'Only weighted round robin knows the speeds.',
  'Slow start holds back what goes in turn or counts; random and the hashes take no notice.',
  'There is one balancer; several herd more easily.',
  'A run lasts 80 s, which is too short to show a server that is sent only a little too much.',
];
