import { expect, test } from 'vitest';
import { streams } from '../../../src/kernel/random.ts';
import { network } from '../../../src/systems/cap/network.ts';

/** Which messages arrive of those that are sent at these moments; replica 2 is cut off from 100 up to 200 ms. */
function arrivals(from: number, to: number, sent: readonly number[]): readonly number[] {
  const [messages] = streams(1, 1);
  const net = network(20_000, { isolated: 2, from: 100_000, to: 200_000 }, messages);
  const arrived: number[] = [];
  for (const time of sent) net.at(time, () => net.send(from, to, () => arrived.push(time)));
  net.run();
  return arrived.toSorted((a, b) => a - b);
}

// A message takes 10 ms at least.
test.each([
  [0, 2],
  [2, 1],
])('from %i to %i nothing arrives that leaves in the partition, or would arrive in it', (from, to) => {
  expect(arrivals(from, to, [0, 95_000, 100_000, 199_999, 200_000])).toEqual([0, 200_000]);
});

test.each([
  [0, 1],
  [2, 2],
])('from %i to %i the partition swallows nothing', (from, to) => {
  const sent = [0, 95_000, 100_000, 150_000, 200_000];
  expect(arrivals(from, to, sent)).toEqual(sent);
});
