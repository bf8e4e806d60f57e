import type { PictureOf } from '../../lab/lab.ts';
import { lab } from './lab.ts';

const row = 18;
const top = 26;
const slot = 12;
/** Requests of a line that are drawn; what is more is said. */
const drawn = 14;
const left = 232;
/** Where a line of its own begins, and where the one for all does, from which the ways part. */
const front = { separate: left - 4, shared: left - 30 } as const;

/** The requests that wait, the next one at the right, and the servers with what they work on. */
export const picture: PictureOf<typeof lab> = ({ run: { events }, at, settings: { servers, lines } }) => {
  const event = events[at];
  const said = event ? lab.describe(event).slice(0, -1) : 'No request has come';
  const serving = event?.serving ?? Array.from({ length: servers }, () => -1);
  const bottom = top + servers * row;
  const isShared = lines === 'shared';
  const waiting = event?.waiting ?? [0];
  const total = waiting.reduce((sum, count) => sum + count, 0);
  const idle = serving.filter((request) => request < 0).length;
  return (
    <svg
      class="picture"
      viewBox={`0 0 340 ${bottom + 18}`}
      role="img"
      aria-label={`${said}. ${total} requests wait; of ${servers} servers ${idle} are idle.`}
    >
      <text class="said" x="0" y="14">
        {said}
      </text>
      {waiting.map((count, line) => {
        const y = isShared ? (top + bottom - row) / 2 : top + line * row;
        const isTouched = event?.kind === 'arrives' && (isShared || event.server === line);
        return (
          <g>
            {count > drawn && (
              <text class="end" x={front[lines] - drawn * slot - 4} y={y + 12}>{`+${count - drawn}`}</text>
            )}
            {count === 0 && <path class="way" d={`M30 ${y + 8}H${front[lines]}`} />}
            {Array.from({ length: Math.min(count, drawn) }, (_, place) => (
              <rect
                class={`cell shade-2${isTouched && place === count - 1 ? ' touched new' : ''}`}
                x={front[lines] - (place + 1) * slot}
                y={y + 1}
                width={slot - 2}
                height="14"
              />
            ))}
          </g>
        );
      })}
      {serving.map((request, server) => {
        const y = top + server * row;
        const isTouched = event?.server === server && event.kind !== 'arrives';
        return (
          <g>
            {isShared && <path class="way" d={`M${front.shared} ${(top + bottom) / 2 - 1}L${left} ${y + 8}`} />}
            <rect
              class={`cell ${request < 0 ? 'off' : 'shade-3'}${isTouched ? ' touched' : ''}`}
              x={left}
              y={y}
              width="106"
              height={row - 3}
            />
            <text x={left + 6} y={y + 12}>
              {`${server + 1}: ${request < 0 ? 'idle' : `request ${request + 1}`}`}
            </text>
          </g>
        );
      })}
      <text class="soft" x="0" y={bottom + 12}>{`${total} wait, ${servers - idle} of ${servers} servers work`}</text>
    </svg>
  );
};
