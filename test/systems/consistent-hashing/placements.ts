import fc from 'fast-check';
import type { Node, Options } from '../../../src/systems/consistent-hashing/schemes/scheme.ts';

/** How often a law is tried. */
export const runs = { numRuns: 1000 };

/** Nodes with ids of their own, in any order; one or more. */
export const nodeLists = (atLeast: number): fc.Arbitrary<readonly Node[]> =>
  fc.uniqueArray(fc.record({ id: fc.integer({ min: 0, max: 40 }), weight: fc.integer({ min: 1, max: 4 }) }), {
    minLength: atLeast,
    maxLength: 9,
    selector: ({ id }) => id,
  });
/** Settings of the schemes. */
export const options: fc.Arbitrary<Options> = fc.record({
  points: fc.integer({ min: 1, max: 20 }),
  slack: fc.integer({ min: 1, max: 100 }),
  seed: fc.integer(),
});
/** The hashes of some keys, one or more. */
export const keyHashes = fc
  .array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { minLength: 1, maxLength: 60, size: 'max' })
  .map((hashes) => Uint32Array.from(hashes));
