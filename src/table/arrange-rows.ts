import { compareCells } from './compare-cells.ts';
import type { View } from './view.ts';

/** The rows that a view shows, by their place in the table and in the order of the view; pinned ones always come first. */
export function arrangeRows(cells: readonly (readonly string[])[], view: View): readonly number[] {
  const { sort, pinned, filter } = view;
  const words = filter.toLowerCase().split(/\s+/);
  const others = cells.flatMap((row, place) => {
    const text = row.join(' ').toLowerCase();
    return !pinned.includes(place) && words.every((word) => text.includes(word)) ? [place] : [];
  });
  const textOf = (place: number): string => (sort && cells[place]?.[sort.column]) ?? '';
  return [
    ...pinned,
    ...(sort ? others.toSorted((a, b) => compareCells(textOf(a), textOf(b), sort.descending)) : others),
  ];
}
