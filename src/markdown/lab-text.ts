import type { AnyLab } from '../lab/lab.ts';
import { printFigure } from '../lab/print-figure.ts';
import { type Blocks, list, paragraph, table, text } from './nodes.ts';

/** A run of a lab, as far as it is told in words. */
interface LabRun {
  readonly lab: AnyLab;
  readonly figures: Readonly<Record<string, number>>;
  readonly theory?: Partial<Readonly<Record<string, number>>> | undefined;
  readonly finding: string;
  readonly leftOut: readonly string[];
}

/** A lab without its controls: what it asks, what its first run found, every figure of it, and what its model leaves out. */
export function labText({ lab, figures, theory = {}, finding, leftOut }: LabRun): Blocks {
  const hasTheory = Object.keys(theory).length > 0;
  const cell = (words: string) => [text(words)];
  return [
    paragraph({ type: 'strong', children: [text(`Lab: ${lab.title}.`)] }, text(` ${lab.question}`)),
    paragraph(text(finding)),
    table([
      [cell('Figure'), cell('This run'), ...(hasTheory ? [cell('By formula')] : [])],
      ...Object.entries(lab.figures).map(([name, form]) => {
        const formula = theory[name];
        return [
          cell(form.label),
          cell(printFigure(figures[name] ?? Number.NaN, form)),
          ...(hasTheory ? [formula === undefined ? [] : cell(printFigure(formula, form))] : []),
        ];
      }),
    ]),
    paragraph(text('What this model leaves out:')),
    list(leftOut.map((line) => [paragraph(text(line))])),
  ];
}
