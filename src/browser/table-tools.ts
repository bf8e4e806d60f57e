import { namesOf, plainView, readView, type View, writeView } from '../table/view.ts';
import type { Sheet } from './tables.ts';

/** What a table's controls tell the table. */
interface Tools {
  /** The view that the address asks for. */
  asked(): View;
  /** Shows the controls, columns and pinned rows of a view that has this many rows. */
  show(view: View, count: number): void;
  /** Puts the view that is shown into the address. */
  keep(): void;
}

const letters = ['A', 'B'] as const;

/** Wires the controls above a table, which change its view through `show`; nothing where it has none. */
export function tableTools(sheet: Sheet, show: (view: View) => void): Tools | undefined {
  const bar = sheet.table.closest('.table-frame')?.querySelector<HTMLElement>('.table-tools');
  const filter = bar?.querySelector<HTMLInputElement>('[type=search]');
  const list = bar?.querySelector('details');
  const reset = bar?.querySelector<HTMLButtonElement>('[data-reset]');
  const copy = bar?.querySelector<HTMLButtonElement>('[data-copy]');
  const status = bar?.querySelector('output');
  if (!bar || !filter || !list || !reset || !copy || !status) return undefined;

  const names = { columns: namesOf(sheet.columns), rows: namesOf(sheet.cells.map(([first = '']) => first)) };
  const boxes = [...list.querySelectorAll('input')];
  let view = plainView;
  let typing = false;

  const asked = (): View => readView(new URLSearchParams(location.search), names);
  const keep = (): void => {
    const search = writeView(new URLSearchParams(location.search), view, names).toString();
    const address = `${location.pathname}${search && `?${search}`}${location.hash}`;
    if (search === location.search.slice(1)) return;
    // One step back undoes one step; the letters of a word are one.
    if (typing) history.replaceState(null, '', address);
    else history.pushState(null, '', address);
  };
  const change = (next: View): void => {
    typing = false;
    show(next);
    keep();
  };
  const pins = sheet.rows.map((row, place) =>
    pinButton(row, sheet.cells[place]?.[0] ?? '', () => {
      const { pinned } = view;
      change({
        ...view,
        pinned: pinned.includes(place) ? pinned.filter((other) => other !== place) : [...pinned, place].slice(-2),
      });
    }),
  );

  filter.addEventListener('input', () => {
    show({ ...view, filter: filter.value.trim() });
    keep();
    typing = true;
  });
  filter.addEventListener('change', () => (typing = false));
  for (const box of boxes)
    box.addEventListener('change', () =>
      change({ ...view, hidden: boxes.filter((other) => !other.checked).map(({ value }) => Number(value)) }),
    );
  reset.addEventListener('click', () => {
    change(plainView);
    filter.focus();
  });
  copy.addEventListener('click', async () => (status.textContent = await copyAddress()));
  foldAway(list);
  addEventListener('popstate', () => show(asked()));
  bar.hidden = false;

  return {
    asked,
    keep,
    show(next, count) {
      view = next;
      if (filter.value.trim() !== view.filter) filter.value = view.filter;
      for (const box of boxes) box.checked = !view.hidden.includes(Number(box.value));
      for (const row of [...sheet.headings.slice(0, 1).map(({ parentElement }) => parentElement), ...sheet.rows])
        for (const [column, cell] of [...(row?.children ?? [])].entries())
          (cell as HTMLElement).hidden = view.hidden.includes(column);
      const differing = markPinned(sheet, view, pins);
      reset.disabled = writeView(new URLSearchParams(), view, names).size === 0;
      status.textContent = sentence(sheet, view, count, differing);
    },
  };
}

function pinButton(row: HTMLTableRowElement, name: string, press: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'pin';
  button.ariaLabel = `Pin ${name}`;
  button.addEventListener('click', press);
  row.cells[0]?.append(button);
  return button;
}

/** Marks the pinned rows and the cells in which two of them differ; gives the places of the columns that do. */
function markPinned(
  { rows, columns, cells }: Sheet,
  { pinned, hidden }: View,
  pins: readonly HTMLButtonElement[],
): readonly number[] {
  const [a, b] = pinned.map((place) => cells[place]);
  const differing = columns.flatMap((_, column) =>
    column > 0 && !hidden.includes(column) && a && b && a[column] !== b[column] ? [column] : [],
  );
  for (const [place, row] of rows.entries()) {
    const rank = pinned.indexOf(place);
    const pin = pins[place];
    row.classList.toggle('pinned', rank >= 0);
    for (const [column, cell] of [...row.cells].entries())
      cell.classList.toggle('differs', rank >= 0 && differing.includes(column));
    if (!pin) continue;
    pin.ariaPressed = String(rank >= 0);
    pin.dataset['letter'] = letters[rank] ?? '';
  }
  return differing;
}

function sentence(
  { rows, columns, cells }: Sheet,
  { sort, hidden, pinned }: View,
  count: number,
  differing: readonly number[],
): string {
  const shown = columns.length - hidden.length;
  const [a, b] = pinned.map((place) => cells[place]?.[0] ?? '');
  return [
    `${count === rows.length ? count : `${count} of ${rows.length}`} rows`,
    hidden.length > 0 ? `${shown} of ${columns.length} columns` : '',
    sort ? `by ${columns[sort.column]}, ${sort.descending ? 'descending' : 'ascending'}` : '',
    b
      ? `${a} and ${b} differ in ${differing.length} of ${shown - 1} columns (≠)`
      : a
        ? `${a} pinned: pin another to compare`
        : '',
  ]
    .filter((part) => part !== '')
    .join('; ');
}

/** Puts the address into the clipboard and says whether it is there. */
async function copyAddress(): Promise<string> {
  try {
    await navigator.clipboard.writeText(location.href);
    return 'Link copied, with the table as you see it';
  } catch {
    return 'The browser keeps its clipboard closed: copy the address of this page';
  }
}

/** Closes an open list on Escape, and when the reader goes elsewhere. */
function foldAway(list: HTMLDetailsElement): void {
  list.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !list.open) return;
    list.open = false;
    list.querySelector('summary')?.focus();
  });
  for (const sign of ['pointerdown', 'focusin'] as const)
    document.addEventListener(sign, ({ target }) => {
      if (target instanceof Node && !list.contains(target)) list.open = false;
    });
}
