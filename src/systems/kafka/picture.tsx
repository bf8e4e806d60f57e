import type { PictureOf } from '../../lab/lab.ts';
import { lab } from './lab.ts';

/** One partition's logs offset by offset with the work of its consumer, and below it all partitions in short. */
export const picture: PictureOf<typeof lab> = ({ run: { events }, at }) => {
  const event = events[at];
  if (!event) return <svg class="picture" viewBox="0 0 340 250" role="img" aria-label="Nothing has happened." />;
  const { brokers, partitions, partition, from, highWatermark, committed, logs, effects } = event.state;
  const { leader, inSync = [], reader } = partitions[partition] ?? {};
  const said = lab.describe(event);
  const rows = [
    ...brokers.map((isUp, broker) => ({
      who: `Broker ${broker}`,
      role: !isUp ? 'down' : broker === leader ? 'leads' : inSync.includes(broker) ? 'in sync' : 'behind',
      signs: logs[broker] ?? '',
      end: highWatermark,
    })),
    { who: `Consumer ${reader ?? '–'}`, role: '', signs: effects, end: committed },
  ];
  return (
    <svg
      class="picture"
      viewBox="0 0 340 250"
      role="img"
      aria-label={`${said}. ${rows.map(({ who, role }) => `${who} ${role}`).join(', ')}.`}
    >
      <text class="said" x="0" y="14">
        {said}
      </text>
      <text x="0" y="44">{`Partition ${partition}, offset`}</text>
      {[0, 4, 8].map((i) => (
        <text class="soft" x={102 + 20 * i} y="44">
          {from + i}
        </text>
      ))}
      {rows.map(({ who, role, signs, end }, row) => (
        <g transform={`translate(0 ${54 + 22 * row})`}>
          <text class={role === 'down' ? 'bad' : ''} x="0" y="13">{`${who} ${role}`}</text>
          {[...signs].map((sign, i) => {
            const offset = from + i;
            const isTouched = 'to' in event && event.who === who && offset >= event.from && offset < event.to;
            const look = ' ×-'.includes(sign) ? 'off' : offset < end ? 'shade-2' : 'shade-0';
            return (
              (isTouched || sign !== ' ') && (
                <g transform={`translate(${102 + 20 * i})`}>
                  <rect class={`cell ${look}${isTouched ? ' touched' : ''}`} width="17" height="19" />
                  <text class={'×02'.includes(sign) ? 'middle bad' : 'middle'} x="8.5" y="13">
                    {sign}
                  </text>
                </g>
              )
            );
          })}
        </g>
      ))}
      <rect class="cell shade-2" x="0.5" y="149" width="11" height="11" />
      <text x="16" y="158">
        committed, ✓ acknowledged, × and lost, - to be dropped
      </text>
      <text x="0" y="174">
        0, 1, 2: how often it was worked at
      </text>
      {['Partition', 'Leader', 'In sync', 'Consumer'].map((name, line) => (
        <text x="0" y={196 + 16 * line}>
          {name}
        </text>
      ))}
      {partitions.map((one, p) =>
        [p, one.leader ?? '–', one.inSync.length, one.reader ?? '–'].map((value, line) => (
          <text class={value === '–' ? 'middle bad' : 'middle'} x={110.5 + 20 * p} y={196 + 16 * line}>
            {value}
          </text>
        )),
      )}
    </svg>
  );
};
