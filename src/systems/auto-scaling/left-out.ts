/** What the model leaves out. */
export const leftOut: readonly string[] = [
  'AWS does not publish the formula of its target tracking: this one is that of the Kubernetes HPA, which takes instances away once all recommendations of 5 min are lower; AWS takes them away more slowly.',
  'A cooldown counts from the decision; that of Amazon EC2 Auto Scaling counts from when the last instance is launched or ended.',
  'A policy acts on a single average of its metric, where an alarm can ask for several in a row.',
  'The steps of step scaling, the limits of simple scaling and the times of the schedule are fixed.',
  'There is no queue: a request beyond the capacity is dropped at once, and nobody tries again.',
  'The load is spread evenly, so that all instances are equally busy, and CPU cannot show more than 100%, however much is dropped.',
  'Connections are not drained, no launch fails, there are no zones, and the youngest instances end first.',
  'There are no forecasts, and one group has one policy.',
  'The group begins with 4 instances and has 2 to 20, and each serves 100 requests/s.',
];
