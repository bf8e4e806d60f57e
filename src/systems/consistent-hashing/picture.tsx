import type { PictureOf } from '../../lab/lab.ts';
import { nodesOf } from './change.ts';
import { type LookUp, lab } from './lab.ts';
import { degreesOf } from './look-up.ts';
import { Buckets, Scores, width } from './picture-parts.tsx';

const heights = { modulo: 168, ring: 244, boundedLoad: 244, rendezvous: 246, jump: 212 } as const;

/** How the scheme finds the node of the key that is looked up, before the change and after it. */
export const picture: PictureOf<typeof lab> = ({ run: { events }, at, settings }) => {
  const event = events[at];
  const changed = nodesOf(settings);
  const { scheme } = settings;
  const seen = events.slice(0, at + 1);
  const moved = seen.filter(isMoved);
  const useless = moved.filter(({ isBetweenOld }) => isBetweenOld).length;
  const words = event ? lab.describe(event) : '';
  const count = `Of ${seen.length} keys ${moved.length} moved, ${useless} of them between nodes that stay`;
  const height = heights[scheme];
  return (
    <svg
      class="picture"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`${words || 'No look-up'}. ${count}.`}
    >
      <text class="said" x="0" y="14">
        {words}
      </text>
      {event &&
        (scheme === 'modulo' || scheme === 'jump' ? (
          <Buckets event={event} changed={changed} isJump={scheme === 'jump'} />
        ) : scheme === 'rendezvous' ? (
          <Scores event={event} changed={changed} />
        ) : (
          <Ring event={event} seen={seen} changing={changed.changing} isJoining={settings.change === 'add'} />
        ))}
      <text class="soft" x="0" y={height - 5}>
        {count}
      </text>
    </svg>
  );
};

const isMoved = ({ from, to }: LookUp): boolean => from !== to;

const centre = { x: 82, y: 112 };
const radius = 64;
const list = { x: 176, y: 26, row: 18 };

interface RingProps {
  readonly event: LookUp;
  /** All look-ups so far. */
  readonly seen: readonly LookUp[];
  readonly changing: number;
  readonly isJoining: boolean;
}

/** The ring with its points and the keys looked up so far, and beside it the points that this key meets. */
function Ring({ event: { hash, from, to, key, ring, near = [] }, seen, changing, isJoining }: RingProps) {
  const degrees = degreesOf(hash);
  const pointOf = (owner: number) => near.find(({ node, distance }) => distance >= 0 && node === owner);
  const ends = { from: pointOf(from)?.distance ?? 0, to: pointOf(to)?.distance ?? 0 };
  const verdict = (node: number, distance: number): string => {
    const isBefore = distance === ends.from;
    if (isBefore || distance === ends.to) return `owner${ends.from === ends.to ? '' : isBefore ? ' before' : ' after'}`;
    if (node === changing) return isJoining ? 'joins' : 'leaves';
    return distance >= 0 && distance < Math.max(ends.from, ends.to) ? 'full' : '';
  };
  const rows = near.flatMap((point, i) => {
    const skipped = point.distance - (near[i - 1]?.distance ?? point.distance - 1) - 1;
    const row = {
      place: point.degrees,
      name: `node ${point.node}`,
      said: verdict(point.node, point.distance),
      look: lookOf(point, { to: ends.to, changing }),
    };
    return [
      ...(point.distance === 0
        ? [{ place: degrees, name: `key-${key}`, said: 'goes down', look: 'shade-0 touched' }]
        : []),
      ...(skipped > 0 ? [{ place: undefined, name: '…', said: `${skipped} more, full`, look: 'shade-0' }] : []),
      row,
    ];
  });
  const keys = (some: readonly LookUp[], length: number): string =>
    some.map((each) => tick(degreesOf(each.hash), radius - 4, radius - 4 - length)).join('');
  return (
    <>
      <circle class="way" cx={centre.x} cy={centre.y} r={radius} />
      <path class="way" d={(ring?.others ?? []).map((place) => tick(place, radius, radius + 6)).join('')} />
      <path class="touched" d={(ring?.changing ?? []).map((place) => tick(place, radius, radius + 9)).join('')} />
      <path
        class="way"
        d={keys(
          seen.filter((each) => !isMoved(each)),
          4,
        )}
      />
      <path class="touched" d={keys(seen.filter(isMoved), 9)} />
      <path class="touched" fill="none" d={arc(degrees, pointOf(to)?.degrees ?? degrees)} />
      <path class="way" d={tick(degrees, radius, 26)} />
      <text class="middle" x={centre.x} y={centre.y + 4}>
        {`key-${key}`}
      </text>
      <text class="soft middle" x={centre.x} y={centre.y + radius + 28}>
        {`bold outside: node ${changing}, which ${isJoining ? 'joins' : 'leaves'}`}
      </text>
      <text class="soft middle" x={centre.x} y={centre.y + radius + 42}>
        bold inside: keys that moved
      </text>
      {rows.map(({ place, name, said, look }, i) => {
        const y = list.y + i * list.row;
        return (
          <>
            <rect class={`cell ${look}`} x={list.x} y={y} width={width - list.x - 2} height={list.row - 2} />
            <text class="end" x={list.x + 46} y={y + 12}>
              {place === undefined ? '' : `${place.toFixed(2)}°`}
            </text>
            <text x={list.x + 54} y={y + 12}>
              {name}
            </text>
            <text class="end" x={width - 7} y={y + 12}>
              {said}
            </text>
          </>
        );
      })}
    </>
  );
}

const lookOf = (
  { node, distance }: { readonly node: number; readonly distance: number },
  { to, changing }: { readonly to: number; readonly changing: number },
): string => `${distance === to ? 'shade-2' : 'shade-0'}${node === changing ? ' new' : ''}`;

/** A place on the ring at a radius; 0° is at the top, and degrees go clockwise. */
function spot(degrees: number, r: number): string {
  const angle = (degrees * Math.PI) / 180;
  return `${(centre.x + r * Math.sin(angle)).toFixed(1)} ${(centre.y - r * Math.cos(angle)).toFixed(1)}`;
}

const tick = (degrees: number, from: number, to: number): string => `M${spot(degrees, from)}L${spot(degrees, to)}`;

/** The way clockwise on the ring from one place to another. */
const arc = (from: number, to: number): string =>
  `M${spot(from, radius)}A${radius} ${radius} 0 ${(to - from + 360) % 360 > 180 ? 1 : 0} 1 ${spot(to, radius)}`;
