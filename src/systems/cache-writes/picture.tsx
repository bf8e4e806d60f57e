import type { PictureOf } from '../../lab/lab.ts';
import type { lab } from './lab.ts';
import { type Happening, keyCount } from './model.ts';
import type { Key } from './steps.ts';

const perRow = 5;
const cell = { width: 30, height: 20 };
const top = 42;
const right = 190;
const bottom = top + (keyCount / perRow) * cell.height;

/** Cache and database with the value of each key in both; what only the cache has is marked, and what a crash took. */
export const picture: PictureOf<typeof lab> = ({ run: { events }, at }) => {
  const now = events[at];
  const before = events[at - 1];
  const said = now ? inWords(now.what) : '';
  const crash = events.slice(0, at + 1).findLast(({ what }) => what.kind === 'crash');
  const lost = crash?.what.kind === 'crash' ? crash.what.lost.filter((key) => isLost(key)) : [];
  const dirty = now?.dirty ?? [];
  /** Whether the event reads the key here, or acknowledges the value that it has here. */
  const isAsked = (key: Key, value: number, isCache: boolean): boolean => {
    const what = now?.what;
    if (what?.kind === 'read') return isCache && what.key === key;
    return what?.kind === 'write' && what.key === key && what.value === value;
  };

  /** A crash took the key's last value, and no write has given it another. */
  function isLost(key: Key): boolean {
    return now?.database[key] === crash?.database[key] && !now?.dirty.includes(key);
  }

  const store = (values: readonly number[], earlier: readonly number[] | undefined, isCache: boolean) =>
    Array.from({ length: keyCount }, (_, key) => {
      const value = values[key] ?? -1;
      const x = (isCache ? 0 : right) + (key % perRow) * cell.width;
      const y = top + Math.floor(key / perRow) * cell.height;
      const isDirty = isCache && dirty.includes(key);
      const isGone = !isCache && lost.includes(key);
      const isChanged = earlier !== undefined && earlier[key] !== value && now?.what.kind !== 'crash';
      const look = isChanged ? ' touched new' : isAsked(key, value, isCache) ? ' touched' : '';
      return (
        <g>
          <rect
            class={`cell shade-${value < 0 ? 0 : isDirty ? 3 : 1}${look}`}
            x={x + 1}
            y={y + 1}
            width={cell.width - 2}
            height={cell.height - 2}
          />
          {isDirty && <path d={`M${x + 23} ${y + 2}h5v5z`} />}
          {isGone && <path class="cut" d={`M${x + 3} ${y + 3}h24v14h-24z`} />}
          {value >= 0 && (
            <text class={isGone ? 'middle bad' : 'middle'} x={x + cell.width / 2} y={y + 14}>
              {value}
            </text>
          )}
        </g>
      );
    });

  return (
    <svg
      class="picture"
      viewBox={`0 0 340 ${bottom + 22}`}
      role="img"
      aria-label={`Cache and database side by side. ${said}. ${dirty.length} entries are dirty, ${lost.length} values are lost.`}
    >
      <text class="said" x="0" y="14">
        {said}
      </text>
      <text x="0" y="34">{`Cache, ${dirty.length} dirty`}</text>
      <text class="soft middle" x="170" y="34">
        keys
      </text>
      <text x={right} y="34">{`Database${lost.length > 0 ? `, ${lost.length} lost` : ''}`}</text>
      {Array.from({ length: keyCount / perRow }, (_, row) => (
        <text class="soft middle" x="170" y={top + row * cell.height + 14}>
          {`${row * perRow}–${(row + 1) * perRow - 1}`}
        </text>
      ))}
      {store(now?.cache ?? [], before?.cache, true)}
      {store(now?.database ?? [], before?.database, false)}
      <path d={`M1 ${bottom + 11}h5v5z`} />
      <text class="soft" x="12" y={bottom + 17}>
        dirty, only here
      </text>
      <path class="cut" d={`M${right + 1} ${bottom + 7}h14v10h-14z`} />
      <text class="soft" x={right + 20} y={bottom + 17}>
        the newer value is lost
      </text>
    </svg>
  );
};

/** What happened, in one line. */
function inWords(what: Happening): string {
  switch (what.kind) {
    case 'read':
      return `Read of key ${what.key}: ${what.hit ? 'hit' : 'miss'}, value ${what.value}`;
    case 'write':
      return `Write to key ${what.key} acknowledged`;
    case 'step':
      return `Key ${what.key}, value ${what.value}: ${what.step}`;
    case 'flush':
      return what.rows === 0 ? 'Flush: nothing is dirty' : `Flush: what is dirty goes to the database`;
    case 'crash':
      return what.lost.length === 0 ? 'Crash: nothing is lost' : `Crash: what was dirty is lost`;
  }
}
