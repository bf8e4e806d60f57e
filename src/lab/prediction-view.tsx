import { useMemo, useState } from 'preact/hooks';
import type { AnyLab } from './lab.ts';
import { initialState, scenarioSettings } from './state.ts';

interface Props {
  readonly lab: AnyLab;
  /** Runs a scenario in the lab. */
  open(scenario: string): void;
}

/** Asks before it runs. The answer stands in the page, unseen until one is chosen: by script or, without it, by style. */
export function PredictionView({ lab, open }: Props) {
  const { question, options, scenario } = lab.prediction;
  const [chosen, choose] = useState<string>();
  const { right, finding } = useMemo(() => answerOf(lab), [lab]);
  return (
    <fieldset class="prediction">
      <legend>{`Predict first: ${question}`}</legend>
      {Object.entries(options).map(([option, name]) => (
        <label>
          <input
            type="radio"
            name={`${lab.id}.prediction`}
            checked={option === chosen}
            onChange={() => {
              choose(option);
              open(scenario);
            }}
          />
          <span>{name}</span>
        </label>
      ))}
      <p class="answer" role="status">
        {chosen !== undefined && (
          <strong>{chosen === right ? 'As you said: ' : `You said: ${options[chosen]}. It is: `}</strong>
        )}
        <strong>{`${options[right] ?? ''}.`}</strong> {finding}
      </p>
    </fieldset>
  );
}

/** What the run of the predicted scenario says. */
function answerOf(lab: AnyLab): { readonly right: string; readonly finding: string } {
  const settings = scenarioSettings(lab, lab.prediction.scenario);
  const run = lab.run(settings, initialState(lab).seed);
  return { right: lab.prediction.answer(run, settings), finding: lab.finding(run, settings) };
}
