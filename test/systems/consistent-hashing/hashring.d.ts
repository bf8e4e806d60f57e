/** What tests and benches use of the package, which has no types of its own. */
declare module 'hashring' {
  export default class HashRing {
    /** Servers as `host:port`, with weights or without; a hash function gives bytes of which the last is the highest. */
    constructor(
      servers: readonly string[] | Readonly<Record<string, { readonly weight: number }>>,
      hash?: 'md5' | ((text: string) => readonly number[]),
      options?: { readonly 'vnode count'?: number; readonly replicas?: number },
    );
    /** The server of a key, from a cache of 5000 answers where it has one. */
    get(key: string): string;
    /** The hash of a key, and the place on the ring that follows a hash: `get` without its cache. */
    hashValue(key: string): number;
    find(hash: number): number;
  }
}
