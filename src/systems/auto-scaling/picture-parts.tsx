import type { Event } from './events.ts';
import type { PolicyName } from './policies.ts';
import { zonesOf } from './zones.ts';

interface Props {
  readonly policy: PolicyName;
  /** CPU that target tracking holds, in percent. */
  readonly target: number;
  readonly now: Event | undefined;
  readonly top: number;
}

const perPercent = 3.4;
/** A zone that is narrower has no room for its word. */
const roomy = 30;

/** What the policy wants at which CPU, with the average that was measured last. */
export function Zones({ policy, target, now, top }: Props) {
  const metric = now?.metric;
  const isAct = now !== undefined && now.from !== now.to && policy !== 'scheduled';
  const at = Math.min(334, Math.max(6, (metric ?? 0) * perPercent));
  const zones = zonesOf(policy, target);
  return (
    <>
      {metric !== undefined && (
        <>
          <path d={`M${at} ${top + 13}l-5-8h10z`} />
          <text class={metric > 60 ? 'end' : ''} x={at + (metric > 60 ? -9 : 9)} y={top + 11}>
            {`CPU ${metric.toFixed(0)}%, as last measured`}
          </text>
        </>
      )}
      {zones.map(({ from, to, wish }) => {
        const isHit = isAct && metric !== undefined && metric >= from && metric <= to;
        const width = (to - from) * perPercent;
        return (
          <>
            <rect
              class={`cell shade-${wish === 'keep' ? 0 : 1}${isHit ? ' touched' : ''}`}
              x={from * perPercent + 1}
              y={top + 16}
              width={Math.max(0, width - 2)}
              height="22"
            />
            {width >= roomy && (
              <text class="middle" x={((from + to) / 2) * perPercent} y={top + 31}>
                {wish}
              </text>
            )}
          </>
        );
      })}
      {marksOf(policy, target).map((mark) => (
        <text class="soft middle" x={mark * perPercent} y={top + 52}>
          {policy === 'target' ? `target ${mark}%` : `${mark}%`}
        </text>
      ))}
      {policy === 'notes' && (
        <text class="bad end" x="340" y={top + 52}>
          never removes
        </text>
      )}
    </>
  );
}

/** The values of CPU that are written below the zones. */
function marksOf(policy: PolicyName, target: number): readonly number[] {
  if (policy === 'target') return [target];
  return zonesOf(policy, target)
    .slice(1)
    .map(({ from }) => from);
}
