import { useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { ChartFigure } from './chart-figure.tsx';
import { ControlsView } from './controls-view.tsx';
import { EventsView } from './events-view.tsx';
import { FiguresView } from './figures-view.tsx';
import type { AnyLab, AnyPicture, AnySettings } from './lab.ts';
import { PlayerView } from './player-view.tsx';
import { type Answer, PredictionView } from './prediction-view.tsx';
import { ScenariosView } from './scenarios-view.tsx';
import { SeedView } from './seed-view.tsx';
import { type LabState, type Shown, scenarioSettings, show } from './state.ts';
import { addressOf, useAddress } from './use-address.ts';
import { useAverage } from './use-average.ts';
import { usePlayer } from './use-player.ts';
import { useSettled } from './use-settled.ts';

/** A lab as the reader meets it. The first render shows the initial state on the server and in the browser alike. */
export function LabView({
  lab,
  first,
  answer,
  picture: Picture,
}: {
  readonly lab: AnyLab;
  /** The initial state. */
  readonly first: Shown;
  /** To the question that is asked before. The server runs it, so that the browser need not. */
  readonly answer: Answer;
  readonly picture?: AnyPicture | undefined;
}) {
  const [shown, setShown] = useState(first);
  const [isAwake, setAwake] = useState(false);
  const [isAveraging, setAveraging] = useState(false);
  const { settings, seed, run } = shown;
  const finding = useMemo(() => lab.finding(run, settings), [run]);
  const player = usePlayer(run);
  const average = useAverage(lab, settings, isAveraging);
  const settled = useSettled(finding, 500);

  const set = (state: LabState): void => setShown(show(lab, state));
  const change = (changed: AnySettings): void => set({ settings: { ...settings, ...changed }, seed });
  const open = (scenario: string): void => set({ settings: scenarioSettings(lab, scenario), seed });
  useAddress(lab, shown, set);
  useLayoutEffect(() => setAwake(true), []);
  const time = run.events[player.at]?.time;

  return (
    <>
      <p class="lab-question">{lab.question}</p>
      <PredictionView lab={lab} answer={answer} open={open} />
      <div class="lab-desk">
        <fieldset class="lab-controls" disabled={!isAwake}>
          <legend class="hidden-text">{`Settings of the lab: ${lab.title}`}</legend>
          <ScenariosView lab={lab} settings={settings} open={open} />
          <ControlsView lab={lab} settings={settings} set={change} />
          <SeedView
            seed={seed}
            setSeed={(next) => set({ settings, seed: next })}
            isAveraging={isAveraging}
            setAveraging={setAveraging}
            name={lab.id}
            link={() => new URL(addressOf(lab, shown, `#lab-${lab.id}`), location.href).href}
          />
        </fieldset>
        <div class="lab-show">
          <p class="finding">{finding}</p>
          <p class="hidden-text" aria-live="polite">
            {settled}
          </p>
          {Picture && <Picture run={run} at={player.at} settings={settings} />}
          <PlayerView player={player} time={time} lab={lab} isAwake={isAwake} />
          <EventsView lab={lab} events={run.events} at={player.at} />
        </div>
      </div>
      <div class="lab-charts">
        {run.charts.map((chart) => (
          <ChartFigure key={chart.title} chart={chart} time={time} name={lab.id} isAwake={isAwake} />
        ))}
        <FiguresView lab={lab} figures={run.figures} theory={lab.theory?.(settings)} average={average} />
      </div>
    </>
  );
}
