/** The member that reads each partition, by the member's number; nobody where there are no members. */
export type Assignment = readonly (number | undefined)[];

/** Gives the partitions 0 to n − 1 to members, in rising order of their numbers, knowing who read what before. */
export type Assignor = (n: number, members: readonly number[], before: Assignment) => Assignment;

/** RangeAssignor: each member a run of neighbours, the first ones one more where it does not divide. */
export const range: Assignor = (n, members) =>
  members.flatMap((member, i) => new Array<number>(Math.ceil((n - i) / members.length)).fill(member));

/** StickyAssignor (KIP-54): as even as can be, and among those what moves the fewest partitions. */
export const sticky: Assignor = (n, members, before) => {
  const held = (member: number): number => before.slice(0, n).filter((owner) => owner === member).length;
  // Whoever held most may keep one more.
  const ranked = members.toSorted((a, b) => held(b) - held(a));
  const open = [...range(n, ranked, before)];
  const take = (owner = -1): number | undefined => {
    const place = open.indexOf(owner);
    return place < 0 ? undefined : open.splice(place, 1)[0];
  };
  const kept = Array.from({ length: n }, (_, partition) => take(before[partition]));
  return kept.map((owner) => owner ?? open.shift());
};

/** How many partitions that someone read are read by someone else. */
export const moved = (before: Assignment, after: Assignment): number =>
  after.filter((member, partition) => (before[partition] ?? member) !== member).length;
