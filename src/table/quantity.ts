/** What a cell measures: amounts of one dimension are comparable, `low` and `high` are in its base unit. */
export interface Quantity {
  readonly dimension: Dimension;
  readonly low: number;
  /** The upper end of a range, else `low`. */
  readonly high: number;
  /** -1 for "under 5", 1 for "5 or more", else 0. */
  readonly bound: -1 | 0 | 1;
  /** Whether the cell is an amount in digits, with its spread where it was measured, and nothing else. */
  readonly bare: boolean;
}

type Dimension = 'number' | 'percent' | 'bytes' | 'bits' | 'seconds';

const second = 1;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Units by their spelling; decimal prefixes are powers of 1000, binary ones of 1024 (IEC 80000-13). */
const units: Readonly<Record<string, readonly [Dimension, number]>> = {
  '%': ['percent', 1],
  B: ['bytes', 1],
  byte: ['bytes', 1],
  bytes: ['bytes', 1],
  KB: ['bytes', 1e3],
  kB: ['bytes', 1e3],
  MB: ['bytes', 1e6],
  GB: ['bytes', 1e9],
  TB: ['bytes', 1e12],
  PB: ['bytes', 1e15],
  EB: ['bytes', 1e18],
  KiB: ['bytes', 2 ** 10],
  MiB: ['bytes', 2 ** 20],
  GiB: ['bytes', 2 ** 30],
  TiB: ['bytes', 2 ** 40],
  bit: ['bits', 1],
  bits: ['bits', 1],
  kbit: ['bits', 1e3],
  Mbit: ['bits', 1e6],
  Gbit: ['bits', 1e9],
  Tbit: ['bits', 1e12],
  kbps: ['bits', 1e3],
  Mbps: ['bits', 1e6],
  Gbps: ['bits', 1e9],
  ns: ['seconds', 1e-9],
  µs: ['seconds', 1e-6],
  μs: ['seconds', 1e-6],
  us: ['seconds', 1e-6],
  microseconds: ['seconds', 1e-6],
  ms: ['seconds', 1e-3],
  millisecond: ['seconds', 1e-3],
  milliseconds: ['seconds', 1e-3],
  s: ['seconds', second],
  second: ['seconds', second],
  seconds: ['seconds', second],
  min: ['seconds', minute],
  minute: ['seconds', minute],
  minutes: ['seconds', minute],
  h: ['seconds', hour],
  hour: ['seconds', hour],
  hours: ['seconds', hour],
  day: ['seconds', day],
  days: ['seconds', day],
  week: ['seconds', 7 * day],
  weeks: ['seconds', 7 * day],
  month: ['seconds', 30.436875 * day],
  months: ['seconds', 30.436875 * day],
  year: ['seconds', 365.2425 * day],
  years: ['seconds', 365.2425 * day],
};

const scales: Readonly<Record<string, number>> = { thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 };

const nearly = /^(?:[~≈±]|about|around|roughly|approximately|single-digit)\s*/i;
const under = /^(?:<|≤|under|below|less than|fewer than|at most|up to|within)\s*/i;
const over = /^(?:>|≥|over|above|more than|at least|from|after)\s*/i;
const orLess = /^\s+or (?:less|fewer)\b/i;
const orMore = /^(?:\s*\+|\s+(?:or|and) more\b)/i;

/** What may stand behind an amount that was measured: how far it spreads, and that it ties with the best. */
const measured = /^(?: ± <?\d[\d,]*(?:\.\d+)?)?(?: tie)?$/;

const calendarDay = /^\d{4}-\d\d(?!\d)/;
const digits = /^([+−-]?)[$€£]?(\d[\d,]*(?:\.\d+)?)([⁰¹²³⁴-⁹]+)?(?:\s*×\s*10([⁰¹²³⁴-⁹]+))?/;
const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * Reads the amount at the beginning of a cell: `1 MB`, `99.99%`, `1–5 ms`, `3 to 5 hours`, `about 2.2 million`,
 * `3 or more`, `62⁶`, and time in words, `minutes to hours`. Nothing where it begins otherwise, or with a date.
 */
export function quantityOf(text: string): Quantity | undefined {
  const whole = text.trim();
  if (calendarDay.test(whole)) return undefined;
  const about = whole.replace(nearly, '');
  const limit = under.test(about) ? -1 : over.test(about) ? 1 : 0;
  const from = readEnd(about.replace(limit < 0 ? under : limit > 0 ? over : nearly, '').replace(nearly, ''));
  if (!from) return undefined;
  const gap = /^(?:\s*[–—-]\s*|\s+to\s+)/.exec(from.rest)?.[0];
  const to = gap === undefined ? undefined : readEnd(from.rest.slice(gap.length));
  const rest = (to ?? from).rest;
  const factor = from.factor ?? to?.factor ?? 1;
  return {
    dimension: from.dimension ?? to?.dimension ?? 'number',
    low: from.value * factor,
    high: to ? to.value * (to.factor ?? factor) : from.value * factor,
    bound: limit === 0 ? (orLess.test(rest) ? -1 : orMore.test(rest) ? 1 : 0) : limit,
    bare: measured.test(rest) && from.digits,
  };
}

/** One end of a range, or the whole amount; without a unit of its own it takes that of the other end. */
interface End {
  readonly value: number;
  readonly dimension?: Dimension;
  readonly factor?: number;
  readonly digits: boolean;
  readonly rest: string;
}

function readEnd(text: string): End | undefined {
  const match = digits.exec(text);
  if (!match) {
    const word = readUnit(text);
    return word?.dimension === 'seconds' ? { value: 1, ...word, digits: false } : undefined;
  }
  const [found, sign, number = '', power, tenth] = match;
  const base = Number(number.replaceAll(',', '')) * (sign === '-' || sign === '−' ? -1 : 1);
  const value = base ** (power ? plain(power) : 1) * 10 ** (tenth ? plain(tenth) : 0);
  if (!Number.isFinite(value)) return undefined;
  const rest = text.slice(found.length);
  return { value, ...(readUnit(rest) ?? { rest }), digits: true };
}

/** The unit, the scale (`million`) or both at the beginning of a text. */
function readUnit(text: string): Pick<End, 'dimension' | 'factor' | 'rest'> | undefined {
  const [found = '', word = ''] = /^\s*(%|[A-Za-zµμ]+)/.exec(text) ?? [];
  const rest = text.slice(found.length);
  const unit = own(units, word) ?? own(units, word.toLowerCase());
  if (unit) return { dimension: unit[0], factor: unit[1], rest };
  const scale = own(scales, word);
  if (scale === undefined) return undefined;
  const scaled = readUnit(rest);
  return scaled ? { ...scaled, factor: (scaled.factor ?? 1) * scale } : { factor: scale, rest };
}

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

const plain = (raised: string): number =>
  Number([...raised].map((character) => superscripts.indexOf(character)).join(''));
