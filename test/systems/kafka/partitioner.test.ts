import fc from 'fast-check';
import { Partitioners } from 'kafkajs';
import { expect, test } from 'vitest';
import { murmur2, partitionOf } from '../../../src/systems/kafka/partitioner.ts';

// Apache Kafka, UtilsTest.testMurmur2.
test.each([
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['abc', 479470107],
])('murmur2 of %s is that of Kafka', (key, hash) => {
  expect(murmur2(new TextEncoder().encode(key))).toBe(hash);
});

test('a key goes to the partition that kafkajs chooses', () => {
  const choose = Partitioners.DefaultPartitioner();
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), fc.integer({ min: 1, max: 64 }), (key, n) => {
      const partitionMetadata = Array.from({ length: n }, (_, partitionId) => ({
        partitionId,
        leader: 0,
        partitionErrorCode: 0,
        replicas: [0],
        isr: [0],
      }));
      expect(partitionOf(key, n)).toBe(choose({ topic: 'topic', partitionMetadata, message: { key, value: null } }));
    }),
    { numRuns: 5000 },
  );
});
