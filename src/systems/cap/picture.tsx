import { second } from '../../kernel/time.ts';
import type { PictureOf } from '../../lab/lab.ts';
import { clientsOf, keys, lab, letters, told } from './lab.ts';

/** The middle of each replica's column. */
const columns = [57, 170, 283];
/** Between which replicas a way runs, and where. */
const ways = [
  { between: [0, 1], path: 'M109 46h9' },
  { between: [1, 2], path: 'M222 46h9' },
  { between: [0, 2], path: 'M57 34v-8h226v8' },
];
/** Where boxes and chips begin, and how far rows of chips and of text are apart. */
const boxTop = 34;
const chipTop = 88;
const chipRow = 49;
const perRow = 2;
const row = 15;

/** The replicas with what each holds, the cut, the last operation of each client, and the proof once it is complete. */
export const picture: PictureOf<typeof lab> = ({ run: { events }, at, settings }) => {
  const past = events.slice(0, at + 1);
  const now = past.at(-1);
  const held = now?.held ?? columns.map(() => [0, 0, 0]);
  const last = past.findLast((event) => event.kind === 'partition');
  const isolated = last?.isCut ? last.replica : undefined;
  const operations = past.filter((event) => event.kind === 'operation');
  const touched = now?.kind === 'operation' ? now.operation : undefined;
  const clients = clientsOf(settings);
  const placeOf = (client: number): number => clients.slice(0, client).filter((at) => at === clients[client]).length;
  const deepest = clients.reduce((most, _, client) => Math.max(most, placeOf(client)), 0);
  const bottom = chipTop + (Math.floor(deepest / perRow) + 1) * chipRow;
  const proof = events.filter((event) => event.kind === 'operation' && event.isIllegal);
  const words = now ? lab.describe(now) : '';
  const verdict =
    now?.isLegal === false
      ? 'Not linearizable: no order explains these answers.'
      : 'Linearizable so far: one copy could answer so.';
  return (
    <svg
      class="picture"
      viewBox={`0 0 340 ${bottom + 18 + proof.length * row}`}
      role="img"
      aria-label={`${words}. ${isolated === undefined ? 'No replica' : `Replica ${letters[isolated]}`} is cut off. ${verdict}`}
    >
      <text class="said" x="0" y="14">
        {words}
      </text>
      {ways.map(({ between, path }) => (
        <path class={isolated !== undefined && between.includes(isolated) ? 'cut' : 'way'} d={path} />
      ))}
      {isolated !== undefined && <path class="cut touched" d={`M${isolated === 0 ? 113.5 : 226.5} 20V${bottom - 6}`} />}
      {held.map((values, replica) => {
        const left = (columns[replica] ?? 0) - 52;
        return (
          <>
            <rect class="node" x={left} y={boxTop} width="104" height="48" rx="3" />
            <text class="middle" x={left + 52} y={boxTop + 14}>
              {`replica ${letters[replica]}${replica === isolated ? ', cut off' : ''}`}
            </text>
            {values.map((value, key) => {
              const differs = held.some((others) => others[key] !== held[0]?.[key]);
              const isTouched = touched?.replica === replica && touched.key === key;
              const x = left + 2.5 + key * 33;
              return (
                <>
                  <rect
                    class={`cell shade-${differs ? 2 : 0}${isTouched ? ' touched' : ''}`}
                    x={x + 1}
                    y={boxTop + 21}
                    width="31"
                    height="22"
                  />
                  <text class="middle" x={x + 16.5} y={boxTop + 36}>
                    {`${keys[key]} ${value}`}
                  </text>
                </>
              );
            })}
          </>
        );
      })}
      {clients.map((replica, client) => {
        const place = placeOf(client);
        const middle = (columns[replica] ?? 0) - 28 + (place % perRow) * 56;
        const top = chipTop + Math.floor(place / perRow) * chipRow;
        const last = operations.findLast(({ operation }) => operation.client === client);
        const isOff = last && last.operation.outcome.kind !== 'answered';
        const lines = last ? told(last).map((line) => line.replace(': ', '')) : [];
        return (
          <>
            <rect
              class={`${isOff ? 'off' : 'node'}${last && last === now ? ' touched' : ''}`}
              x={middle - 27}
              y={top}
              width="54"
              height="44"
              rx="3"
            />
            {[`client ${client + 1}`, ...lines].map((line, i) => (
              <text
                class={`middle ${i === 2 && last?.isStale ? 'bad' : i === 0 || isOff ? 'soft' : ''}`}
                x={middle}
                y={top + 13 + 13 * i}
              >
                {line}
              </text>
            ))}
          </>
        );
      })}
      <text class={now?.isLegal === false ? 'bad' : 'good'} x="0" y={bottom + 13}>
        {verdict}
      </text>
      {now?.isLegal === false &&
        proof.map((event, i) => (
          <text x="0" y={bottom + 28 + row * i}>
            {`${(event.time / second).toFixed(3)} s: ${lab.describe(event)}`}
          </text>
        ))}
    </svg>
  );
};
