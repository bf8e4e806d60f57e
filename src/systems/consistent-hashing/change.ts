import type { Node } from './schemes/scheme.ts';

/** What happens to a list of nodes. */
export type Change = 'add' | 'removeLast' | 'removeMiddle';

/** The nodes before and after a change, and the id of the one that joins or leaves. */
export interface Changed {
  readonly before: readonly Node[];
  readonly after: readonly Node[];
  /** Those before and those after together. */
  readonly all: readonly Node[];
  readonly changing: number;
}

/** So many nodes, numbered from 0, the first with a weight of its own, and what a change makes of them. */
export function nodesOf({
  nodes,
  weight,
  change,
}: {
  readonly nodes: number;
  readonly weight: number;
  readonly change: Change;
}): Changed {
  const numbered = Array.from({ length: nodes + 1 }, (_, id) => ({ id, weight: id === 0 ? weight : 1 }));
  const before = numbered.slice(0, nodes);
  switch (change) {
    case 'add':
      return { before, after: numbered, all: numbered, changing: nodes };
    case 'removeLast':
      return { before, after: before.slice(0, -1), all: before, changing: nodes - 1 };
    case 'removeMiddle': {
      const changing = Math.floor(nodes / 2);
      return { before, after: before.toSpliced(changing, 1), all: before, changing };
    }
  }
}
