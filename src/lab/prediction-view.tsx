import { useState } from 'preact/hooks';
import type { AnyLab } from './lab.ts';

/** What the run of the predicted scenario says. */
export interface Answer {
  /** Which of the options is right. */
  readonly right: string;
  readonly finding: string;
}

interface Props {
  readonly lab: AnyLab;
  readonly answer: Answer;
  /** Runs a scenario in the lab. */
  open(scenario: string): void;
}

/** Asks before it runs. The answer stands in the page, unseen until one is chosen: by script or, without it, by style. */
export function PredictionView({ lab, answer: { right, finding }, open }: Props) {
  const { question, options, scenario } = lab.prediction;
  const [chosen, choose] = useState<string>();
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
