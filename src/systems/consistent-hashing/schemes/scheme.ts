/** A server that keys are placed on. */
export interface Node {
  /** Its number, which it keeps while it lives. */
  readonly id: number;
  /** Its share of the keys in proportion to the others', a whole number from 1. */
  readonly weight: number;
}

/** What schemes are told beside the nodes. */
export interface Options {
  /** Points on the ring for each unit of weight. */
  readonly points: number;
  /** How far a bounded load may exceed the fair share, in per cent. */
  readonly slack: number;
  /** Chooses the hash function of the nodes. */
  readonly seed: number;
}

/** Which node has each key, and what it takes to know. */
export interface Placement {
  /** The id of the node of each key, in the order of the keys. */
  readonly owners: Uint16Array;
  /** What a client has to keep beside the list of the nodes. */
  readonly tableBytes: number;
}

/** Places keys, given as 32-bit hashes, on one or more nodes. */
export type Scheme = (keys: Uint32Array, nodes: readonly Node[], options: Options) => Placement;

/** The owner of each key, given by its hash or first point, in the order of the keys; a plain loop, since `from` with a function is several times slower. */
export function ownersOf(keys: Uint32Array, ownerOf: (key: number) => number): Uint16Array {
  const owners = new Uint16Array(keys.length);
  for (let i = 0; i < keys.length; i++) owners[i] = ownerOf(keys[i] ?? 0);
  return owners;
}
