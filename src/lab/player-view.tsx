import { useEffect, useRef } from 'preact/hooks';
import type { Micros } from '../kernel/time.ts';
import type { AnyLab } from './lab.ts';
import { printTime } from './print-time.ts';
import { type Player, speeds } from './use-player.ts';

interface Props {
  readonly player: Player;
  /** When the event at hand happened. */
  readonly time: Micros | undefined;
  readonly lab: AnyLab;
  readonly isAwake: boolean;
}

/** Play, step, back, the place in the events, and the speed. Nothing plays by itself, out of sight or where motion is unwanted. */
export function PlayerView({ player, time = 0, lab, isAwake }: Props) {
  const { at, count, isPlaying, speed } = player;
  const place = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (!isPlaying || !place.current) return undefined;
    const watch = new IntersectionObserver(([entry]) => {
      if (entry && !entry.isIntersecting) player.goTo(player.at);
    });
    watch.observe(place.current);
    return () => watch.disconnect();
  }, [isPlaying]);
  if (count === 0) return null;
  return (
    <fieldset class="lab-player" disabled={!isAwake} ref={place}>
      <legend class="hidden-text">{`Events of the lab: ${lab.title}`}</legend>
      <button type="button" class="play" onClick={player.toggle}>
        {isPlaying ? 'Pause' : 'Play'}
      </button>
      <button type="button" onClick={() => player.goTo(at - 1)} disabled={at === 0}>
        Back
      </button>
      <button type="button" onClick={() => player.goTo(at + 1)} disabled={at === count - 1}>
        Step
      </button>
      <input
        class="place"
        type="range"
        min={0}
        max={count - 1}
        value={at}
        aria-label="Event"
        aria-valuetext={`${at + 1} of ${count}, at ${printTime(lab, time)}`}
        onInput={({ currentTarget }) => player.goTo(currentTarget.valueAsNumber)}
      />
      <output>{`${at + 1} of ${count}`}</output>
      <label class="speed">
        <span>Speed</span>
        <select value={speed} onChange={({ currentTarget }) => player.setSpeed(Number(currentTarget.value))}>
          {speeds.map((option) => (
            <option value={option}>{`${option} events/s`}</option>
          ))}
        </select>
      </label>
    </fieldset>
  );
}
