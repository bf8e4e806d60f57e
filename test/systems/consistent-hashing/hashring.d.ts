/** What the tests use of the package, which has no types of its own. */
declare module 'hashring' {
  export default class HashRing {
    /** Servers as `host:port`, with weights or without; a hash function gives bytes of which the last is the highest. */
    constructor(
      servers: readonly string[] | Readonly<Record<string, { readonly weight: number }>>,
      hash?: 'md5' | ((text: string) => readonly number[]),
      options?: { readonly 'vnode count'?: number; readonly replicas?: number },
    );
    get(key: string): string;
  }
}
