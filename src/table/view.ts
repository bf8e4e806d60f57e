/** How a reader looks at a table; columns and rows by their place in the table as it is printed. */
export interface View {
  readonly sort?: { readonly column: number; readonly descending: boolean } | undefined;
  /** Columns that are not shown; never the first. */
  readonly hidden: readonly number[];
  /** At most two rows that stand first, to be compared. */
  readonly pinned: readonly number[];
  /** Words that a row must have. */
  readonly filter: string;
}

/** The table as it is printed. */
export const plainView: View = { hidden: [], pinned: [], filter: '' };

/** Names of a table's columns and rows in an address, each once. */
export interface Names {
  readonly columns: readonly string[];
  readonly rows: readonly string[];
}

/** Names for texts, fit for an address: `First byte` is `first-byte`, a second one `first-byte-2`. */
export function namesOf(texts: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return texts.map((text) => {
    const name =
      text
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
        .replaceAll(/^-|-$/g, '') || 'x';
    let free = name;
    for (let i = 2; taken.has(free); i++) free = `${name}-${i}`;
    taken.add(free);
    return free;
  });
}

/** The view that an address asks for; what it says of unknown columns and rows is left out. */
export function readView(address: URLSearchParams, { columns, rows }: Names): View {
  const list = (key: string, names: readonly string[]): readonly number[] => [
    ...new Set(
      (address.get(key) ?? '')
        .split(',')
        .map((name) => names.indexOf(name))
        .filter((place) => place >= 0),
    ),
  ];
  const sort = address.get('sort') ?? '';
  const descending = sort.startsWith('-');
  const column = columns.indexOf(descending ? sort.slice(1) : sort);
  return {
    ...(column >= 0 && { sort: { column, descending } }),
    hidden: list('hide', columns).filter((place) => place > 0),
    pinned: list('pin', rows).slice(0, 2),
    filter: address.get('filter') ?? '',
  };
}

/** The address with the view in it, as far as it differs from the table as it is printed; other keys are kept. */
export function writeView(address: URLSearchParams, view: View, { columns, rows }: Names): URLSearchParams {
  const next = new URLSearchParams(address);
  const { sort, hidden, pinned, filter } = view;
  const values = {
    sort: sort ? `${sort.descending ? '-' : ''}${columns[sort.column] ?? ''}` : '',
    hide: hidden.map((place) => columns[place] ?? '').join(','),
    pin: pinned.map((place) => rows[place] ?? '').join(','),
    filter,
  };
  for (const [key, value] of Object.entries(values)) {
    if (value === '') next.delete(key);
    else next.set(key, value);
  }
  return next;
}
