import { createRequire } from 'node:module';

interface HashRing {
  get(key: string): string;
}

/** The package, which has no types; hashes are bytes of which the last is the highest. */
export const HashRing: new (
  servers: readonly string[] | Readonly<Record<string, { readonly weight: number }>>,
  hash?: 'md5' | ((text: string) => readonly number[]),
  options?: { readonly 'vnode count'?: number; readonly replicas?: number; readonly 'max cache size'?: number },
) => HashRing = createRequire(import.meta.url)('hashring');
