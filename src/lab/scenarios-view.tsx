import type { AnyLab, AnySettings } from './lab.ts';
import { scenarioSettings } from './state.ts';

interface Props {
  readonly lab: AnyLab;
  readonly settings: AnySettings;
  open(scenario: string): void;
}

/** The named starting points. */
export function ScenariosView({ lab, settings, open }: Props) {
  const current = scenarioOf(lab, settings);
  return (
    <label class="choice">
      <span>Scenario</span>
      <select value={current} onChange={({ currentTarget }) => open(currentTarget.value)}>
        {current === '' && (
          <option value="" selected>
            your own settings
          </option>
        )}
        {lab.scenarios.map(({ id, name }) => (
          <option value={id} selected={id === current}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The scenario whose settings these are, or an empty text. */
function scenarioOf(lab: AnyLab, settings: AnySettings): string {
  const found = lab.scenarios.find(({ id }) =>
    Object.entries(scenarioSettings(lab, id)).every(([name, value]) => settings[name] === value),
  );
  return found?.id ?? '';
}
