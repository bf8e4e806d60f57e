import type { PictureOf } from '../../lab/lab.ts';
import { speedsOf } from './fleet.ts';
import { lab } from './lab.ts';

const row = 25;
const top = 30;
const slot = 12;
/** Requests of a line that are drawn; what is more is said. */
const drawn = 11;
const left = 246;

const conditions = { up: '', crash: 'crashed', pause: 'stalled', left: 'gone' } as const;

/** The balancer, the line before each server with its front at the right, and how each server is. */
export const picture: PictureOf<typeof lab> = ({ run: { events }, at, settings }) => {
  const event = events[at];
  const bottom = top + settings.servers * row;
  const middle = (top + bottom) / 2;
  const said = event ? lab.describe(event).slice(0, -1) : 'No request has come';
  const servers = speedsOf(settings).map((speed, id) => {
    const { active = 0, eligible: isIn = true, state = 'up', draining } = event?.servers[id] ?? {};
    const how = conditions[state] || (draining ? 'drains' : `works at ${Math.round(speed * 100)}%`);
    const words = `${id + 1}: ${isIn || draining ? how : state === 'up' ? 'out' : `${how}, out`}`;
    return { active, isIn, words };
  });
  const inWords = servers.map(({ active, words }) => `${words}, ${active} requests`).join('; ');
  return (
    <svg class="picture" viewBox={`0 0 340 ${bottom + 18}`} role="img" aria-label={`${said}. Servers: ${inWords}.`}>
      <text class="said" x="0" y="14">
        {said}
      </text>
      <rect class="node" x="1" y={top} width="56" height={bottom - top - 4} />
      <text class="middle" x="29" y={middle + 2}>
        balancer
      </text>
      {servers.map(({ active, isIn, words }, id) => {
        const y = top + id * row;
        const touched = event?.server === id ? ' touched' : '';
        const isSent = touched && event?.kind === 'sent';
        return (
          <g>
            <path
              class={`${isIn ? 'way' : 'cut'}${isSent || event?.kind === 'failed' ? touched : ''}`}
              d={`M57 ${middle}L80 ${y + 10}H${active > drawn ? 80 : left - active * slot}`}
            />
            {active > drawn && <text class="end" x={left - drawn * slot - 4} y={y + 14}>{`+${active - drawn}`}</text>}
            {Array.from({ length: Math.min(active, drawn) }, (_, place) => (
              <rect
                class={`cell shade-${place ? 2 : 4}${isSent && place === active - 1 ? ' touched new' : ''}`}
                x={left - (place + 1) * slot}
                y={y + 3}
                width={slot - 2}
                height="15"
              />
            ))}
            <rect
              class={`${isIn ? 'node' : 'off'}${isSent ? '' : touched}`}
              x={left}
              y={y}
              width="92"
              height={row - 4}
            />
            <text x={left + 6} y={y + 14}>
              {words}
            </text>
          </g>
        );
      })}
      <text class="soft" x="0" y={bottom + 12}>{`failed or refused until now: ${event?.failed ?? 0}`}</text>
    </svg>
  );
};
