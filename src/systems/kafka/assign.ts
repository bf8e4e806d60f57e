/** The partitions that each member of a group reads, by the member's number. */
export type Assignment = ReadonlyMap<number, readonly number[]>;

/** Gives the partitions 0 to n − 1 to members, in rising order of their numbers, knowing who read what before. */
export type Assignor = (n: number, members: readonly number[], before: Assignment) => Assignment;

/** RangeAssignor: each member a run of neighbours, the first ones one more where it does not divide. */
export const range: Assignor = (n, members) => {
  let next = 0;
  return new Map(
    members.map((member, i) => {
      const first = next;
      next += quota(n, members.length, i);
      return [member, Array.from({ length: next - first }, (_, j) => first + j)];
    }),
  );
};

/** StickyAssignor (KIP-54): as even as can be, and among those what moves the fewest partitions. */
export const sticky: Assignor = (n, members, before) => {
  const held = (member: number): readonly number[] => (before.get(member) ?? []).filter((partition) => partition < n);
  // Whoever held most may keep one more.
  const ranked = members.toSorted((a, b) => held(b).length - held(a).length);
  const kept = new Map(
    ranked.map((member, i) => {
      const mayKeep = quota(n, members.length, i);
      return [member, { mayKeep, partitions: held(member).slice(0, mayKeep) }];
    }),
  );
  const taken = new Set([...kept.values()].flatMap(({ partitions }) => partitions));
  const free = Array.from({ length: n }, (_, partition) => partition).filter((partition) => !taken.has(partition));
  return new Map(
    members.map((member) => {
      const { mayKeep, partitions } = kept.get(member) ?? { mayKeep: 0, partitions: [] };
      const added = free.splice(0, mayKeep - partitions.length);
      return [member, [...partitions, ...added].toSorted((a, b) => a - b)];
    }),
  );
};

/** How many of n things the i-th of so many gets. */
const quota = (n: number, among: number, i: number): number => Math.floor(n / among) + (i < n % among ? 1 : 0);

/** How many partitions that someone read are read by someone else. */
export function moved(before: Assignment, after: Assignment): number {
  const owner = new Map([...before].flatMap(([member, partitions]) => partitions.map((p) => [p, member] as const)));
  return [...after]
    .flatMap(([member, partitions]) => partitions.map((partition) => [owner.get(partition), member] as const))
    .filter(([old, member]) => old !== undefined && old !== member).length;
}
