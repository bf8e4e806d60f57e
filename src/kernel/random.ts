import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** A source of uniform numbers; drawing changes it. */
export interface Random {
  /** The next number in [0, 1), a multiple of 2⁻⁵³. */
  next(): number;
  /** The next whole number in [0, n), for n up to 2³². */
  below(n: number): number;
}

/** As many as a number says, where that is known when types are checked. */
type Several<Item, Count extends number, Found extends readonly Item[] = []> = number extends Count
  ? readonly Item[]
  : Found['length'] extends Count
    ? Found
    : Several<Item, Count, readonly [...Found, Item]>;

/**
 * As many independent streams as asked for, from one whole number: each begins 2⁶⁴ draws after the one before
 * (xoroshiro128+, Blackman and Vigna 2018), so that one use of chance, arrivals say, never disturbs another.
 */
export function streams<Count extends number>(seed: number, count: Count): Several<Random, Count> {
  const generator = xoroshiro128plusFromState(stateOf(seed));
  const all = Array.from({ length: count }, (): Random => {
    const own = generator.clone();
    generator.jump();
    const bits = (): number => own.next() >>> 0;
    const next = (): number => ((bits() >>> 5) * 2 ** 26 + (bits() >>> 6)) * 2 ** -53;
    return { next, below: (n) => Math.floor(next() * n) };
  });
  return all as Several<Random, Count>;
}

/** One stream from a seed. */
export const random = (seed: number): Random => streams(seed, 1)[0];

/**
 * The seed as a state of four words: two numbers of SplitMix64 (Steele, Lea and Flood 2014), as the generator's authors
 * advise. From states alike a linear generator draws alike, however many draws are thrown away first.
 */
function stateOf(seed: number): number[] {
  return [1n, 2n].flatMap((place) => {
    const mixed = mix(BigInt(seed) + place * 0x9e3779b97f4a7c15n);
    return [Number(mixed >> 32n), Number(mixed & 0xffffffffn)];
  });
}

function mix(word: bigint): bigint {
  const first = BigInt.asUintN(64, word);
  const second = BigInt.asUintN(64, (first ^ (first >> 30n)) * 0xbf58476d1ce4e5b9n);
  const third = BigInt.asUintN(64, (second ^ (second >> 27n)) * 0x94d049bb133111ebn);
  return third ^ (third >> 31n);
}
