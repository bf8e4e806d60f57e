import type { Average } from './average.ts';
import type { AnyLab } from './lab.ts';
import { printFigure, printNumber } from './print-figure.ts';

interface Props {
  readonly lab: AnyLab;
  readonly figures: Readonly<Record<string, number>>;
  readonly theory: Partial<Readonly<Record<string, number>>> | undefined;
  readonly average: Average | undefined;
}

/** Every figure of the run, beside the formula where there is one and the mean over seeds where it is asked for. */
export function FiguresView({ lab, figures, theory = {}, average }: Props) {
  const hasTheory = Object.keys(theory).length > 0;
  return (
    <section class="lab-figures" aria-label={`Figures: ${lab.title}`} tabindex={0}>
      <table class="lab-table">
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col">This run</th>
            {hasTheory && <th scope="col">By formula</th>}
            {average && <th scope="col">{`Mean of ${average.done} seeds, with 95% confidence`}</th>}
          </tr>
        </thead>
        <tbody>
          {Object.entries(lab.figures).map(([name, form]) => {
            const formula = theory[name];
            const mean = average?.figures[name];
            return (
              <tr>
                <th scope="row">{form.label}</th>
                <td>{printFigure(figures[name] ?? Number.NaN, form)}</td>
                {hasTheory && <td>{formula === undefined ? '' : printFigure(formula, form)}</td>}
                {mean && (
                  <td>
                    {printFigure(mean.mean, form)}
                    {Number.isFinite(mean.halfWidth) && mean.halfWidth > 0
                      ? ` ± ${printNumber(mean.halfWidth, form.digits + 1)}`
                      : ''}
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
