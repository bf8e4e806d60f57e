/** What the model leaves out. */
export const leftOut: readonly string[] = [
  'Requests come at random and need exponential spans of work; real ones come in bursts, and some are far longer.',
  'The balancer, the network and the checks take no time: a check of a server that stands still fails at once, without a timeout.',
  'A check passes on every server that is up, however long its line is.',
  'Only checks take a server out: a failed request does not count against its server, and is not tried on another one.',
  'Clients wait as long as it takes: nobody times out, gives up or comes again.',
  'A server works on one request at a time, in the order of arrival, and its lines have no limit.',
  'An answer has as many bytes as its work takes microseconds, and they count when it is complete.',
  'Weights are set to the speeds, and only weighted round robin reads them.',
  'Slow start holds back both round robins and whatever counts requests or bytes; random and the hashes take no notice.',
  'There is one balancer; several that do not know of each other herd more easily.',
  'A run lasts 80 s, in which a server that is sent only a little more than it can do may not show it.',
];
