import type { AnyLab, AnyRun } from './lab.ts';
import { printTime } from './print-time.ts';

interface Props {
  readonly lab: AnyLab;
  readonly events: AnyRun['events'];
  /** The event that has just happened. */
  readonly at: number;
}

const shown = 6;

/** The last events up to the one at hand, latest first. */
export function EventsView({ lab, events, at }: Props) {
  const last = events.slice(Math.max(0, at + 1 - shown), at + 1).toReversed();
  return (
    <table class="lab-table lab-events" aria-label="Last events">
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Event</th>
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: Math.min(shown, events.length) }, (_, i) => {
          const event = last[i];
          return (
            <tr>
              <td>{event ? printTime(lab, event.time) : ' '}</td>
              <td>{event ? lab.describe(event) : ''}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
