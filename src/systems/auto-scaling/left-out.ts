/** What the model leaves out. */
export const leftOut: readonly string[] = [
  'AWS’s own formula of target tracking is not published: ours is that of the Kubernetes HPA.',
  'There is no queue: a request beyond the capacity is dropped at once.',
  'Connections are not drained, no launch fails, and there are no zones.',
  'There are no forecasts, and one group has one policy.',
  'The group has 2 to 20 instances, and each serves 100 requests/s.',
];
