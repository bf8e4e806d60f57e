import { useState } from 'preact/hooks';
import { largestSeed } from './state.ts';

interface Props {
  /** Id of the lab. */
  readonly name: string;
  readonly seed: number;
  setSeed(seed: number): void;
  readonly isAveraging: boolean;
  setAveraging(isOn: boolean): void;
  /** The address of the lab as it stands. */
  link(): string;
}

/** The seed of chance, in sight and to be changed, the switch to the average of thirty, and the way to take it all along. */
export function SeedView({ name, seed, setSeed, isAveraging, setAveraging, link }: Props) {
  const [told, tell] = useState('');
  const copyLink = (): void => {
    navigator.clipboard.writeText(link()).then(
      () => tell('Copied'),
      () => tell('Not copied: it is the address of the page'),
    );
  };
  return (
    <div class="seed">
      <label for={`${name}.seed`}>Seed</label>
      <input
        type="number"
        id={`${name}.seed`}
        min={1}
        max={largestSeed}
        value={seed}
        onInput={({ currentTarget: { valueAsNumber: value } }) => {
          if (Number.isInteger(value) && value >= 1 && value <= largestSeed) setSeed(value);
        }}
      />
      <button type="button" onClick={() => setSeed((seed % largestSeed) + 1)}>
        Next seed
      </button>
      <label class="switch">
        <input
          type="checkbox"
          checked={isAveraging}
          onChange={({ currentTarget }) => setAveraging(currentTarget.checked)}
        />
        <span>Average of 30 seeds</span>
      </label>
      <p class="take">
        <button type="button" class="quiet-button" onClick={copyLink}>
          Copy link
        </button>{' '}
        <span role="status">{told}</span>
      </p>
    </div>
  );
}
