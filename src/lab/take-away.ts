import { printCsv } from '../table/print-csv.ts';
import type { Chart } from './lab.ts';

/** The numbers of a chart as CSV: a row for each point, with its series, x and y under the labels of the axes. */
export const csvOf = ({ series, x, y }: Chart): string =>
  printCsv([
    ['series', x.label, y.label],
    ...series.flatMap(({ name, x: xs, y: ys }) =>
      xs.map((value, i) => [name, x.names?.[value] ?? String(value), String(ys[i])]),
    ),
  ]);

/** What the page's style gives a drawing, and a file of its own must carry itself. */
const properties = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
] as const;

/** Saves a drawing as it looks now, in the colours of the theme, as an SVG file that needs no page. */
export function saveSvg(drawing: SVGSVGElement, title: string, lab: string): void {
  const copy = drawing.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) return;
  const shown = [drawing, ...drawing.querySelectorAll('*')];
  for (const [i, element] of [copy, ...copy.querySelectorAll('*')].entries()) {
    const original = shown[i];
    if (!original) continue;
    const style = getComputedStyle(original);
    for (const property of properties) element.setAttribute(property, style.getPropertyValue(property));
    element.removeAttribute('class');
  }
  const { width, height } = drawing.viewBox.baseVal;
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  paper.setAttribute('width', '100%');
  paper.setAttribute('height', '100%');
  paper.setAttribute('fill', getComputedStyle(document.body).backgroundColor);
  const name = document.createElementNS('http://www.w3.org/2000/svg', 'title');
  name.textContent = title;
  copy.prepend(name, paper);
  const address = URL.createObjectURL(
    new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' }),
  );
  const link = document.createElement('a');
  link.href = address;
  link.download = `${lab}-${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.svg`;
  link.click();
  URL.revokeObjectURL(address);
}
