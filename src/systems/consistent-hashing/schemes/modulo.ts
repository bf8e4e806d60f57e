import { ownersOf, type Scheme } from './scheme.ts';

/** The node at the place hash mod N in the list; weights mean nothing to it. */
export const modulo: Scheme = (keys, nodes) => ({
  owners: ownersOf(keys, (hash) => nodes[hash % nodes.length]?.id ?? 0),
  tableBytes: 0,
});
