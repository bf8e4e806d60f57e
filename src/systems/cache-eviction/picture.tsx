import type { PictureOf } from '../../lab/lab.ts';
import type { lab } from './lab.ts';
import { none } from './policy.ts';

const perRow = 10;
const cell = { width: 34, height: 22 };
const top = 26;
/** Accesses since the last one of a key, up to which its slot has each shade, from the strongest on. */
const ages = [5, 20, 60, 150] as const;

/** The slots of the cache, stronger in colour the sooner their key was asked for, with the key that comes and the one that goes. */
export const picture: PictureOf<typeof lab> = ({ run: { events }, at }) => {
  const access = events[at];
  const slots = access?.slots ?? [];
  const bottom = top + Math.ceil(slots.length / perRow) * cell.height;
  const words = !access
    ? ''
    : access.hit
      ? `Key ${access.key} is here: hit`
      : `Key ${access.key} is missing: it comes in${access.victim === none ? '' : `, key ${access.victim} goes`}`;
  const lastAsked = new Map(events.slice(0, at + 1).map(({ key }, i) => [key, i]));
  const shadeOf = (key: number): number => {
    const age = at - (lastAsked.get(key) ?? -Infinity);
    return ages.length - ages.filter((limit) => age > limit).length;
  };
  return (
    <svg
      class="picture"
      viewBox={`0 0 ${perRow * cell.width} ${bottom + 22}`}
      role="img"
      aria-label={`Slots of the cache. ${words}.`}
    >
      <text class="said" x="0" y="14">
        {words}
      </text>
      {slots.map((key, slot) => {
        const x = (slot % perRow) * cell.width;
        const y = top + Math.floor(slot / perRow) * cell.height;
        const isAsked = key === access?.key;
        return (
          <g>
            <rect
              class={`cell shade-${key === none ? 0 : shadeOf(key)}${isAsked ? (access.hit ? ' touched' : ' touched new') : ''}`}
              x={x + 1.5}
              y={y + 1.5}
              width={cell.width - 3}
              height={cell.height - 3}
            />
            {key !== none && (
              <text class="middle" x={x + cell.width / 2} y={y + 15}>
                {key}
              </text>
            )}
          </g>
        );
      })}
      <text class="soft" x="0" y={bottom + 17}>
        The stronger the colour, the more recently asked for
      </text>
    </svg>
  );
};
