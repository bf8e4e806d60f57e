import type { AnyLab, AnySettings, Control } from './lab.ts';
import { withUnit } from './print-figure.ts';
import { onStep } from './state.ts';

interface Props {
  readonly lab: AnyLab;
  readonly settings: AnySettings;
  set(changed: AnySettings): void;
}

const inSight = 4;
/** Up to so many options stand side by side; more are a list to open. */
const sideBySide = 4;

/** The controls of a lab, made from its table of settings. */
export function ControlsView({ lab, settings, set }: Props) {
  const all = Object.entries(lab.controls).map(([name, control]) => (
    <ControlView
      key={name}
      id={`${lab.id}.${name}`}
      control={control}
      value={settings[name]}
      set={(value) => set({ [name]: value } as AnySettings)}
    />
  ));
  const hidden = all.length - inSight;
  const changed = Object.entries(lab.controls)
    .slice(inSight)
    .filter(([name, { initial }]) => settings[name] !== initial).length;
  return (
    <>
      {all.slice(0, inSight)}
      {hidden > 0 && (
        <details class="more">
          <summary>{`${hidden} more ${hidden === 1 ? 'setting' : 'settings'}${changed > 0 ? `, ${changed} changed` : ''}`}</summary>
          {all.slice(inSight)}
        </details>
      )}
    </>
  );
}

interface One<C extends Control, Value> {
  readonly id: string;
  readonly control: C;
  readonly value: Value;
  set(value: Value): void;
}

function ControlView(one: One<Control, unknown>) {
  const { id, control, value, set } = one;
  if (control.kind === 'switch')
    return (
      <label class="switch">
        <input type="checkbox" checked={value === true} onChange={({ currentTarget }) => set(currentTarget.checked)} />
        <span>{control.label}</span>
      </label>
    );
  if (control.kind === 'range') return <Range id={id} control={control} value={Number(value)} set={set} />;
  const options = Object.entries(control.options);
  if (options.length > sideBySide)
    return (
      <label class="choice">
        <span>{control.label}</span>
        <select value={String(value)} onChange={({ currentTarget }) => set(currentTarget.value)}>
          {options.map(([option, name]) => (
            <option value={option} selected={option === value}>
              {name}
            </option>
          ))}
        </select>
      </label>
    );
  return (
    <fieldset class="choice">
      <legend>{control.label}</legend>
      {options.map(([option, name]) => (
        <label>
          <input type="radio" name={id} checked={option === value} onChange={() => set(option)} />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Range({ id, control, value, set }: One<Extract<Control, { readonly kind: 'range' }>, number>) {
  const { label, unit, min, max, step } = control;
  const text = withUnit(String(value), unit);
  return (
    <div class="range">
      <label for={id}>{label}</label>
      <output for={id}>{text}</output>
      <input
        type="range"
        id={id}
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={text}
        onInput={({ currentTarget }) => set(onStep(control, currentTarget.valueAsNumber) ?? value)}
      />
    </div>
  );
}
