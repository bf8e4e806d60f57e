/** What the model leaves out. */
export const leftOut: readonly string[] = [
  'The balancer and the network take no time.',
  'Only active checks take a server out; what fails does not count against it and is not tried again.',
  'Servers work on one request at a time, in order of arrival; an answer is as long as its work and counts when it is complete.',
  'Only weighted round robin knows the speeds.',
  'There is one balancer; several herd more easily.',
];
