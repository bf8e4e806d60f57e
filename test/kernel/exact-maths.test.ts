import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exp, ln } from '../../src/kernel/exact-maths.ts';

const positive = fc.double({ min: 5e-324, max: Number.MAX_VALUE, noNaN: true });

/** How far apart two numbers are, in units of the last place of the second. */
const ulps = (found: number, expected: number): number =>
  Object.is(found, expected) ? 0 : Math.abs(found - expected) / (Math.abs(expected) * Number.EPSILON || 5e-324);

test('ln is within one unit in the last place of the engine’s own', () => {
  fc.assert(
    fc.property(positive, (x) => {
      expect(ulps(ln(x), Math.log(x))).toBeLessThanOrEqual(1);
    }),
    { numRuns: 10_000 },
  );
});

test('exp is within one unit in the last place of the engine’s own', () => {
  fc.assert(
    fc.property(fc.double({ min: -700, max: 709, noNaN: true }), (x) => {
      expect(ulps(exp(x), Math.exp(x))).toBeLessThanOrEqual(1);
    }),
    { numRuns: 10_000 },
  );
});

test('ln and exp undo each other', () => {
  fc.assert(
    fc.property(fc.double({ min: -500, max: 500, noNaN: true }), (x) => {
      expect(ln(exp(x))).toBeCloseTo(x, 12);
    }),
    { numRuns: 10_000 },
  );
});

test('ln and exp are what they are at the ends', () => {
  expect([ln(0), ln(1), ln(Infinity), ln(-1), exp(0), exp(-Infinity), exp(Infinity), exp(710)]).toEqual([
    -Infinity,
    0,
    Infinity,
    NaN,
    1,
    0,
    Infinity,
    Infinity,
  ]);
});

test('the bits are these, in every engine', () => {
  // Ours, to the last digit; where they are not the nearest, they are one unit off.
  expect([ln(2), ln(3), ln(0.1), exp(1), exp(-0.5), exp(10)]).toMatchInlineSnapshot(`
    [
      0.6931471805599453,
      1.0986122886681096,
      -2.3025850929940455,
      2.7182818284590455,
      0.6065306597126334,
      22026.465794806718,
    ]
  `);
});
