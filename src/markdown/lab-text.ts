import type { AnyLab } from '../lab/lab.ts';
import { printFigure } from '../lab/print-figure.ts';
import { type Blocks, list, paragraph, table, text } from './nodes.ts';

/** A lab without its controls: what it asks, what its first run found, every figure of it, and what the model leaves out. */
export function labText(lab: AnyLab, figures: Readonly<Record<string, number>>, finding: string): Blocks {
  return [
    paragraph({ type: 'strong', children: [text(`Lab: ${lab.title}.`)] }, text(` ${lab.question}`)),
    paragraph(text(finding)),
    table([
      [[text('Figure')], [text('First run')]],
      ...Object.entries(lab.figures).map(([name, form]) => [
        [text(form.label)],
        [text(printFigure(figures[name] ?? Number.NaN, form))],
      ]),
    ]),
    paragraph(text('What the model leaves out:')),
    list(lab.leftOut.map((line) => [paragraph(text(line))])),
  ];
}
