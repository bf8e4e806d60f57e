import { arrangeRows } from '../table/arrange-rows.ts';
import { plainView, type View } from '../table/view.ts';
import { tableTools } from './table-tools.ts';

/** A table of the page, in the order in which it was printed; cells as text without the marks of their sources. */
export interface Sheet {
  readonly table: HTMLTableElement;
  readonly headings: readonly HTMLTableCellElement[];
  readonly columns: readonly string[];
  readonly rows: readonly HTMLTableRowElement[];
  readonly cells: readonly (readonly string[])[];
}

/** Makes each table of the page sortable by its headings, and those with controls do what these say. */
export function tables(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>('.wide > table')) install(sheetOf(table));
}

function sheetOf(table: HTMLTableElement): Sheet {
  const headings = [...(table.tHead?.rows[0]?.cells ?? [])];
  const rows = [...(table.tBodies[0]?.rows ?? [])];
  return {
    table,
    headings,
    columns: headings.map(textOf),
    rows,
    cells: rows.map((row) => [...row.cells].map(textOf)),
  };
}

function textOf(cell: HTMLTableCellElement): string {
  const copy = cell.cloneNode(true) as HTMLTableCellElement;
  for (const mark of copy.querySelectorAll('sup')) mark.remove();
  return copy.textContent.trim();
}

function install(sheet: Sheet): void {
  const { headings, rows, cells } = sheet;
  let view = plainView;
  let order: readonly number[] = rows.map((_, place) => place);
  const show = (next: View): void => {
    view = next;
    const { sort } = view;
    for (const [column, heading] of headings.entries())
      if (sort?.column === column) heading.ariaSort = sort.descending ? 'descending' : 'ascending';
      else heading.ariaSort = null;
    const arranged = arrangeRows(cells, view);
    if (arranged.join() !== order.join()) arrange(sheet, arranged);
    order = arranged;
    tools?.show(view, order.length);
  };
  const tools = tableTools(sheet, show);
  for (const [column, heading] of headings.entries())
    sortBy(heading, () => {
      show({ ...view, sort: nextSort(view.sort, column) });
      tools?.keep();
    });
  if (tools) show(tools.asked());
}

/** Once ascending, twice descending, three times as printed. */
function nextSort(sort: View['sort'], column: number): View['sort'] {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? undefined : { column, descending: true };
}

function sortBy(heading: HTMLTableCellElement, press: () => void): void {
  if (heading.querySelector('a')) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.append(...heading.childNodes);
  button.addEventListener('click', press);
  heading.append(button);
}

/** Puts the rows into an order and hides those that it leaves out; what had the focus keeps it. */
function arrange({ table, rows }: Sheet, order: readonly number[]): void {
  const focused = document.activeElement;
  const first = order.flatMap((place) => rows[place] ?? []);
  for (const row of rows) row.hidden = !first.includes(row);
  table.tBodies[0]?.append(...first, ...rows.filter((row) => row.hidden));
  if (focused instanceof HTMLElement && focused !== document.activeElement) focused.focus();
}
