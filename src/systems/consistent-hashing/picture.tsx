import type { PictureOf } from '../../lab/lab.ts';
import { nodesOf } from './change.ts';
import { type LookUp, lab } from './lab.ts';
import { degreesOf, type NearPoint } from './look-up.ts';
import { Buckets, Scores, width } from './picture-parts.tsx';

/** How the scheme finds the node of the key that is looked up, before the change and after it. */
export const picture: PictureOf<typeof lab> = ({ run: { events }, at, settings }) => {
  const event = events[at];
  const changed = nodesOf(settings);
  const { scheme } = settings;
  const seen = events.slice(0, at + 1);
  const moved = seen.filter(isMoved);
  const useless = moved.filter(({ isBetweenOld }) => isBetweenOld).length;
  const words = event ? lab.describe(event) : '';
  const count = `Of ${seen.length} keys ${moved.length} moved, ${useless} between nodes that stay`;
  const height = heights[scheme];
  const isRing = scheme === 'ring' || scheme === 'boundedLoad';
  const change = settings.change === 'add' ? 'joins' : 'leaves';
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
        (isRing ? (
          <Ring event={event} seen={seen} changing={changed.changing} change={change} />
        ) : scheme === 'rendezvous' ? (
          <Scores event={event} changed={changed} />
        ) : (
          <Buckets event={event} changed={changed} isJump={scheme === 'jump'} />
        ))}
      <text class="soft" x="0" y={height - 5}>
        {count}
      </text>
      <text class="soft" x="0" y={height - 21}>
        {`${isRing ? 'Bold inside: moved keys; outside' : 'Dashed'}: node ${changed.changing}, which ${change}`}
      </text>
    </svg>
  );
};

/** Under bounded loads a key passes more points, and each has a row. */
const heights = { modulo: 168, jump: 220, ring: 240, rendezvous: 240, boundedLoad: 258 } as const;

const isMoved = ({ from, to }: LookUp): boolean => from !== to;

const centreX = 82;
const centreY = 112;
const radius = 64;
const left = 176;

interface RingProps {
  readonly event: LookUp;
  /** All look-ups so far. */
  readonly seen: readonly LookUp[];
  readonly changing: number;
  /** What that node does. */
  readonly change: string;
}

/** The ring with its points and the keys looked up so far, and beside it the points that this key meets. */
function Ring({ event: { hash, from, to, key, ring, near = [] }, seen, changing, change }: RingProps) {
  const degrees = degreesOf(hash);
  const [before, after] = [from, to].map((owner) => near.find(({ node, distance }) => distance >= 0 && node === owner));
  const farthest = Math.max(before?.distance ?? 0, after?.distance ?? 0);
  const verdict = (point: NearPoint): string => {
    if (point === before) return before === after ? 'owner' : 'owner before';
    if (point === after) return 'owner after';
    if (point.node === changing) return change;
    return point.distance >= 0 && point.distance < farthest ? 'full' : '';
  };
  const rows = near.flatMap((point, i) => {
    const skipped = point.distance - (near[i - 1]?.distance ?? point.distance - 1) - 1;
    const look = `${point === after ? 'shade-2' : 'shade-0'}${point.node === changing ? ' new' : ''}`;
    return [
      ...(point.distance === 0 ? [[degrees, `key-${key}`, 'goes down', 'shade-0 touched'] as const] : []),
      ...(skipped > 0 ? [[undefined, '…', `${skipped} more`, 'shade-0'] as const] : []),
      [point.degrees, `node ${point.node}`, verdict(point), look] as const,
    ];
  });
  const placesOf = (some: readonly LookUp[]): readonly number[] => some.map((each) => degreesOf(each.hash));
  return (
    <>
      <circle class="way" cx={centreX} cy={centreY} r={radius} />
      <path class="way" d={ticks(ring?.others, radius, radius + 6)} />
      <path class="touched" d={ticks(ring?.changing, radius, radius + 9)} />
      <path class="way" d={ticks(placesOf(seen), radius - 4, radius - 8)} />
      <path class="touched" d={ticks(placesOf(seen.filter(isMoved)), radius - 4, radius - 13)} />
      <path class="touched" fill="none" d={arc(degrees, after?.degrees ?? degrees)} />
      <path class="way" d={ticks([degrees], radius, 26)} />
      <text class="middle" x={centreX} y={centreY + 4}>
        {`key-${key}`}
      </text>
      {rows.map(([place, name, said, look], i) => {
        const y = 26 + i * 18;
        return (
          <>
            <rect class={`cell ${look}`} x={left} y={y} width="162" height="16" />
            <text class="end" x={left + 46} y={y + 12}>
              {place && `${place.toFixed(2)}°`}
            </text>
            <text x={left + 54} y={y + 12}>
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

/** A place on the ring at a radius; 0° is at the top, and degrees go clockwise. */
function spot(degrees: number, r: number): string {
  const angle = (degrees * Math.PI) / 180;
  return `${(centreX + r * Math.sin(angle)).toFixed(1)} ${(centreY - r * Math.cos(angle)).toFixed(1)}`;
}

/** Short lines across the ring, from one radius to another. */
const ticks = (places: readonly number[] | undefined, from: number, to: number): string =>
  (places ?? []).map((place) => `M${spot(place, from)}L${spot(place, to)}`).join('');

/** The way clockwise on the ring from one place to another. */
const arc = (from: number, to: number): string =>
  `M${spot(from, radius)}A${radius} ${radius} 0 ${(to - from + 360) % 360 > 180 ? 1 : 0} 1 ${spot(to, radius)}`;
